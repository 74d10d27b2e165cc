package io.soundalike.audio.aac;

import io.soundalike.audio.FrameWindow;
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

  /** Bytes kept in the window ahead of the position, so that a sequence of frames fits. */
  private static final int LOOKAHEAD_BYTES = FRAMES_TO_START * (AdtsHeader.MAX_FRAME_BYTES + 1);

  private final FrameWindow window;
  private @Nullable AdtsHeader header;

  /** First byte of the current frame in the window. */
  private int frameStart;

  private long frameBytes;
  private long gapBytes;
  private long trailerBytes;

  /**
   * @param in read from its current position; not closed
   */
  AdtsFrames(InputStream in) {
    this.window = new FrameWindow(in, LOOKAHEAD_BYTES);
  }

  /**
   * Advances to the next frame.
   *
   * @return its header; null at the end of the file
   * @throws IOException if the bytes cannot be read
   */
  @Nullable AdtsHeader next() throws IOException {
    window.fill();
    AdtsHeader next = AdtsHeader.parse(window.bytes(), window.position(), window.end());
    boolean isNext =
        header != null
            && next != null
            && next.continues(header)
            && window.position() + next.frameBytes() <= window.end();
    header = isNext ? next : resynchronise(header);
    frameStart = window.position();

    if (header != null) {
      window.advance(header.frameBytes());
      frameBytes += header.frameBytes();
    }

    return header;
  }

  /** Skips to the next sequence of frames. */
  private @Nullable AdtsHeader resynchronise(@Nullable AdtsHeader last) throws IOException {
    boolean isTag = window.startsWithTag();
    long skipped = 0;
    long zeros = 0;

    while (!window.isEmpty()) {
      AdtsHeader next = AdtsHeader.parse(window.bytes(), window.position(), window.end());

      if (next != null && isSequence(next, last)) {
        gapBytes += isTag ? 0 : skipped;
        return next;
      }

      zeros += window.bytes()[window.position()] == 0 ? 1 : 0;
      window.advance(1);
      skipped++;
      window.fill();
    }

    trailerBytes = isTag ? 0 : skipped - zeros;
    return null;
  }

  private boolean isSequence(AdtsHeader start, @Nullable AdtsHeader last) {
    boolean resumes = last != null && start.continues(last);
    int frames = resumes ? FRAMES_TO_RESUME : FRAMES_TO_START;
    return isSequence(
        window.bytes(), window.position(), window.end(), frames, window.isEndOfFile());
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

  /** The bytes that hold the current frame. */
  byte[] window() {
    return window.bytes();
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
