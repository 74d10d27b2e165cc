package io.soundalike.audio.mpeg;

import io.soundalike.audio.FrameWindow;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stream of the frames of an MPEG audio file and nothing else: bytes before, between and after the
 * frames are skipped and counted. JLayer then never has to search for a frame, which it does
 * unreliably.
 *
 * <p>Sync words occur by chance in any bytes. The first frame is therefore a header followed, one
 * frame length later, by a matching header, and that by a third; after a gap two in a row are
 * required.
 *
 * <p>Files that were joined may change version, layer, sample rate or channels. The stream ends
 * with each such part, and {@link #nextPart} goes on with the next one.
 */
final class MpegFrames extends InputStream {

  private static final int FRAMES_TO_START = 3;
  private static final int FRAMES_TO_RESUME = 2;

  /** Headers at equal distances that make a sequence in free format. */
  private static final int FREE_FORMAT_FRAMES = 4;

  /** Shortest free-format frame that is searched for; such frames do not state their length. */
  private static final int MIN_FREE_FORMAT_BYTES = 24;

  /** Bytes kept in the window ahead of the position, so that a sequence of headers fits. */
  private static final int LOOKAHEAD_BYTES = FREE_FORMAT_FRAMES * MpegHeader.MAX_FRAME_BYTES;

  private final FrameWindow window;
  private @Nullable MpegHeader first;

  /** End of the frame that is being read. */
  private int frameEnd;

  private boolean endOfPart;
  private long frameBytes;
  private long gapBytes;
  private long trailerBytes;
  private long ignoredBytes;

  /**
   * Finds the first frame.
   *
   * @param in read from its current position; not closed
   */
  MpegFrames(InputStream in) throws IOException {
    this.window = new FrameWindow(in, LOOKAHEAD_BYTES);
    this.first = findFirstFrame();
    this.frameEnd = window.position();
  }

  /** Header of the part's first frame; null if there is no sequence of frames. */
  @Nullable MpegHeader first() {
    return first;
  }

  /**
   * Goes on with the part that follows the one whose end was reached.
   *
   * @return whether there is one
   */
  boolean nextPart() {
    MpegHeader header = MpegHeader.parse(window.bytes(), window.position(), window.end());
    boolean found = endOfPart && header != null && startsPart(header);

    if (found) {
      first = header;
      endOfPart = false;
    }

    return found;
  }

  /** Copies the bytes ahead of the position without consuming them. */
  byte[] peek(int length) {
    return window.peek(length);
  }

  /** Bytes of all frames read so far. */
  long frameBytes() {
    return frameBytes;
  }

  /** Bytes skipped between frames so far, tags excluded. */
  long gapBytes() {
    return gapBytes;
  }

  /** Bytes after the last frame, tags and zeros excluded; 0 until the end is reached. */
  long trailerBytes() {
    return trailerBytes;
  }

  /** Bytes of the tags and zeros after the last frame. */
  long ignoredBytes() {
    return ignoredBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (window.position() == frameEnd && !nextFrame()) {
      return -1;
    }

    int part = Math.min(length, frameEnd - window.position());
    System.arraycopy(window.bytes(), window.position(), buffer, offset, part);
    window.advance(part);
    return part;
  }

  /** Advances to the next frame; false at the end of the part. */
  private boolean nextFrame() throws IOException {
    if (first == null || endOfPart) {
      return false;
    }

    window.fill();
    MpegHeader header = MpegHeader.parse(window.bytes(), window.position(), window.end());

    if (header == null
        || !header.continues(first)
        || window.position() + header.frameBytes() > window.end()) {
      header = resynchronise(first);
    }

    if (header == null) {
      endOfPart = true;
      frameEnd = window.position();
      return false;
    }

    frameEnd = window.position() + header.frameBytes();
    frameBytes += header.frameBytes();
    return true;
  }

  /**
   * Skips to the next frame of the part, or to the first frame of another part.
   *
   * @return null if the part has ended
   */
  private @Nullable MpegHeader resynchronise(MpegHeader reference) throws IOException {
    boolean isTag = window.startsWithTag();
    long skipped = 0;
    long zeros = 0;

    while (!window.isEmpty()) {
      MpegHeader header = MpegHeader.parse(window.bytes(), window.position(), window.end());

      if (header != null && skipped > 0 && resumes(header, reference)) {
        gapBytes += isTag ? 0 : skipped;
        return header;
      }

      if (header != null && !header.continues(reference) && startsPart(header)) {
        gapBytes += isTag ? 0 : skipped;
        return null;
      }

      zeros += window.bytes()[window.position()] == 0 ? 1 : 0;
      window.advance(1);
      skipped++;
      window.fill();
    }

    trailerBytes = isTag ? 0 : skipped - zeros;
    ignoredBytes = skipped - trailerBytes;
    return null;
  }

  private boolean resumes(MpegHeader header, MpegHeader reference) {
    return header.continues(reference) && isFrameSequence(header, FRAMES_TO_RESUME, true);
  }

  private boolean startsPart(MpegHeader header) {
    return header.bitrateKbps() > 0 && isFrameSequence(header, FRAMES_TO_START, false);
  }

  private @Nullable MpegHeader findFirstFrame() throws IOException {
    window.fill();

    while (!window.isEmpty()) {
      MpegHeader header = MpegHeader.parse(window.bytes(), window.position(), window.end());

      if (header != null && isStart(header)) {
        return header;
      }

      window.advance(1);
      window.fill();
    }

    return null;
  }

  private boolean isStart(MpegHeader header) {
    return header.bitrateKbps() == 0
        ? isFreeFormat(header)
        : isFrameSequence(header, FRAMES_TO_START, true);
  }

  /**
   * Whether {@code length} matching headers follow each other.
   *
   * @param mayEnd whether fewer are enough up to the end of the file
   */
  private boolean isFrameSequence(MpegHeader start, int length, boolean mayEnd) {
    MpegHeader header = start;
    int at = window.position();

    for (int i = 1; i < length; i++) {
      at += header.frameBytes();

      if (mayEnd && window.isEndOfFile() && at == window.end()) {
        return true;
      }

      header = MpegHeader.parse(window.bytes(), at, window.end());

      if (header == null || !header.continues(start)) {
        return false;
      }
    }

    return true;
  }

  /**
   * Whether headers in free format follow at equal distances. Samples of a periodic sound hold
   * equal bytes at equal distances, too; they differ from frames in that everything repeats.
   */
  private boolean isFreeFormat(MpegHeader start) {
    int end = Math.min(window.end(), window.position() + MpegHeader.MAX_FRAME_BYTES);

    for (int at = window.position() + MIN_FREE_FORMAT_BYTES; at < end; at++) {
      MpegHeader header = MpegHeader.parse(window.bytes(), at, window.end());

      if (header != null
          && header.continues(start)
          && repeats(start, at - window.position() - start.paddingBytes())) {
        return !Arrays.equals(
            window.bytes(),
            window.position(),
            at,
            window.bytes(),
            at,
            Math.min(window.end(), 2 * at - window.position()));
      }
    }

    return false;
  }

  /**
   * @param slotBytes distance of two headers without padding
   */
  private boolean repeats(MpegHeader start, int slotBytes) {
    MpegHeader header = start;
    int at = window.position();

    for (int i = 1; i < FREE_FORMAT_FRAMES; i++) {
      at += slotBytes + header.paddingBytes();
      header = MpegHeader.parse(window.bytes(), at, window.end());

      if (header == null || !header.continues(start)) {
        return false;
      }
    }

    return true;
  }
}
