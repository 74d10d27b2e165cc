package io.soundalike.audio.aac;

import io.soundalike.audio.MagicBytes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the frames of an ADTS file. Bytes between them are skipped and counted. A sync word occurs
 * by chance in any bytes, so after a gap a header counts if another one follows at its end.
 */
final class AdtsFrames {

  /** Headers in a row that start a file or a part of it. */
  static final int FRAMES_TO_START = 3;

  private static final int FRAMES_TO_RESUME = 2;
  private static final int WINDOW_BYTES = 1 << 16;

  /** Bytes kept in the window ahead of the position, so that a sequence of frames fits. */
  private static final int LOOKAHEAD_BYTES = FRAMES_TO_START * (AdtsHeader.MAX_FRAME_BYTES + 1);

  private final InputStream in;
  private final byte[] window = new byte[WINDOW_BYTES];
  private @Nullable AdtsHeader header;

  /** First byte of the current frame in the window. */
  private int frameStart;

  /** End of the current frame in the window. */
  private int position;

  private int filled;
  private boolean isEndOfFile;
  private long frameBytes;
  private long gapBytes;
  private long trailerBytes;

  /**
   * @param in read from its current position; not closed
   */
  AdtsFrames(InputStream in) {
    this.in = in;
  }

  /**
   * Advances to the next frame.
   *
   * @return its header; null at the end of the file
   * @throws IOException if the bytes cannot be read
   */
  @Nullable AdtsHeader next() throws IOException {
    fill();
    AdtsHeader next = AdtsHeader.parse(window, position, filled);
    boolean isNext =
        header != null
            && next != null
            && next.continues(header)
            && position + next.frameBytes() <= filled;
    header = isNext ? next : resynchronise(header);
    frameStart = position;

    if (header != null) {
      position += header.frameBytes();
      frameBytes += header.frameBytes();
    }

    return header;
  }

  /** Skips to the next sequence of frames. */
  private @Nullable AdtsHeader resynchronise(@Nullable AdtsHeader last) throws IOException {
    boolean isTag = startsWithTag();
    long skipped = 0;
    long zeros = 0;

    while (position < filled) {
      AdtsHeader next = AdtsHeader.parse(window, position, filled);

      if (next != null && isSequence(next, last)) {
        gapBytes += isTag ? 0 : skipped;
        return next;
      }

      zeros += window[position] == 0 ? 1 : 0;
      position++;
      skipped++;
      fill();
    }

    trailerBytes = isTag ? 0 : skipped - zeros;
    return null;
  }

  private boolean isSequence(AdtsHeader start, @Nullable AdtsHeader last) {
    boolean resumes = last != null && start.continues(last);
    int frames = resumes ? FRAMES_TO_RESUME : FRAMES_TO_START;
    return isSequence(window, position, filled, frames, isEndOfFile);
  }

  /**
   * Whether headers that continue the first one follow at the ends of their frames.
   *
   * @param at first byte of the first header
   * @param end number of valid bytes
   * @param frames headers that are required
   * @param mayEnd whether fewer are enough if the last frame ends with the bytes
   */
  static boolean isSequence(byte[] bytes, int at, int end, int frames, boolean mayEnd) {
    AdtsHeader first = AdtsHeader.parse(bytes, at, end);
    AdtsHeader header = first;
    int next = at;

    for (int i = 1; header != null && i < frames; i++) {
      next += header.frameBytes();

      if (mayEnd && next == end) {
        return true;
      }

      header = AdtsHeader.parse(bytes, next, end);
      header = header != null && first != null && header.continues(first) ? header : null;
    }

    return header != null;
  }

  private boolean startsWithTag() {
    String start = MagicBytes.ascii(window, position, Math.min(8, filled - position));
    return start.startsWith("TAG") || start.startsWith("ID3") || start.equals("APETAGEX");
  }

  /** Refills the window if fewer than {@link #LOOKAHEAD_BYTES} bytes lie ahead. */
  private void fill() throws IOException {
    if (isEndOfFile || filled - position >= LOOKAHEAD_BYTES) {
      return;
    }

    System.arraycopy(window, position, window, 0, filled - position);
    filled -= position;
    position = 0;
    int read = in.readNBytes(window, filled, window.length - filled);
    isEndOfFile = read < window.length - filled;
    filled += read;
  }

  /** The bytes that hold the current frame. */
  byte[] window() {
    return window;
  }

  /** Index in {@link #window} of the current frame's first byte. */
  int frameStart() {
    return frameStart;
  }

  /** Bytes of all frames so far. */
  long frameBytes() {
    return frameBytes;
  }

  /** Bytes between frames so far, without tags. */
  long gapBytes() {
    return gapBytes;
  }

  /** Bytes behind the last frame, without tags and zeros; 0 until the end is reached. */
  long trailerBytes() {
    return trailerBytes;
  }
}
