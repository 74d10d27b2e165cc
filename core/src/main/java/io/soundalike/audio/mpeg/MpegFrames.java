package io.soundalike.audio.mpeg;

import io.soundalike.audio.MagicBytes;
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

  private static final int WINDOW_BYTES = 1 << 16;

  /** Shortest free-format frame that is searched for; such frames do not state their length. */
  private static final int MIN_FREE_FORMAT_BYTES = 24;

  /** Bytes kept in the window ahead of the position, so that a sequence of headers fits. */
  private static final int LOOKAHEAD_BYTES = FREE_FORMAT_FRAMES * MpegHeader.MAX_FRAME_BYTES;

  private final InputStream in;
  private final byte[] window = new byte[WINDOW_BYTES];
  private @Nullable MpegHeader first;
  private int position;
  private int filled;
  private boolean endOfFile;

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
    this.in = in;
    this.first = findFirstFrame();
    this.frameEnd = position;
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
    MpegHeader header = MpegHeader.parse(window, position, filled);
    boolean found = endOfPart && header != null && startsPart(header);

    if (found) {
      first = header;
      endOfPart = false;
    }

    return found;
  }

  /** Copies the bytes ahead of the position without consuming them. */
  byte[] peek(int length) {
    return Arrays.copyOfRange(window, position, Math.min(filled, position + length));
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
    if (position == frameEnd && !nextFrame()) {
      return -1;
    }

    int part = Math.min(length, frameEnd - position);
    System.arraycopy(window, position, buffer, offset, part);
    position += part;
    return part;
  }

  /** Advances to the next frame; false at the end of the part. */
  private boolean nextFrame() throws IOException {
    if (first == null || endOfPart) {
      return false;
    }

    fill();
    MpegHeader header = MpegHeader.parse(window, position, filled);

    if (header == null || !header.continues(first) || position + header.frameBytes() > filled) {
      header = resynchronise(first);
    }

    if (header == null) {
      endOfPart = true;
      frameEnd = position;
      return false;
    }

    frameEnd = position + header.frameBytes();
    frameBytes += header.frameBytes();
    return true;
  }

  /**
   * Skips to the next frame of the part, or to the first frame of another part.
   *
   * @return null if the part has ended
   */
  private @Nullable MpegHeader resynchronise(MpegHeader reference) throws IOException {
    boolean isTag = startsWithTag();
    long skipped = 0;
    long zeros = 0;

    while (filled > position) {
      MpegHeader header = MpegHeader.parse(window, position, filled);

      if (header != null && skipped > 0 && resumes(header, reference)) {
        gapBytes += isTag ? 0 : skipped;
        return header;
      }

      if (header != null && !header.continues(reference) && startsPart(header)) {
        gapBytes += isTag ? 0 : skipped;
        return null;
      }

      zeros += window[position] == 0 ? 1 : 0;
      position++;
      skipped++;

      if (filled - position < LOOKAHEAD_BYTES) {
        fill();
      }
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

  private boolean startsWithTag() {
    String start = MagicBytes.ascii(peek(8), 0, 8);
    return start.startsWith("TAG")
        || start.startsWith("ID3")
        || start.equals("APETAGEX")
        || start.startsWith("LYRICS");
  }

  private @Nullable MpegHeader findFirstFrame() throws IOException {
    fill();

    while (filled > position) {
      MpegHeader header = MpegHeader.parse(window, position, filled);

      if (header != null && isStart(header)) {
        return header;
      }

      position++;

      if (filled - position < LOOKAHEAD_BYTES) {
        fill();
      }
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
    int at = position;

    for (int i = 1; i < length; i++) {
      at += header.frameBytes();

      if (mayEnd && endOfFile && at == filled) {
        return true;
      }

      header = MpegHeader.parse(window, at, filled);

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
    int end = Math.min(filled, position + MpegHeader.MAX_FRAME_BYTES);

    for (int at = position + MIN_FREE_FORMAT_BYTES; at < end; at++) {
      MpegHeader header = MpegHeader.parse(window, at, filled);

      if (header != null
          && header.continues(start)
          && repeats(start, at - position - start.paddingBytes())) {
        return !Arrays.equals(
            window, position, at, window, at, Math.min(filled, 2 * at - position));
      }
    }

    return false;
  }

  /**
   * @param slotBytes distance of two headers without padding
   */
  private boolean repeats(MpegHeader start, int slotBytes) {
    MpegHeader header = start;
    int at = position;

    for (int i = 1; i < FREE_FORMAT_FRAMES; i++) {
      at += slotBytes + header.paddingBytes();
      header = MpegHeader.parse(window, at, filled);

      if (header == null || !header.continues(start)) {
        return false;
      }
    }

    return true;
  }

  /** Refills the window if fewer than {@link #LOOKAHEAD_BYTES} bytes lie ahead. */
  private void fill() throws IOException {
    if (endOfFile || filled - position >= LOOKAHEAD_BYTES) {
      return;
    }

    System.arraycopy(window, position, window, 0, filled - position);
    filled -= position;
    position = 0;
    int read = in.readNBytes(window, filled, window.length - filled);
    endOfFile = read < window.length - filled;
    filled += read;
  }
}
