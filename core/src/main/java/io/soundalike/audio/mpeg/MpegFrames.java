package io.soundalike.audio.mpeg;

import io.soundalike.audio.MagicBytes;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Stream of the frames of an MPEG audio file and nothing else: bytes before, between and after the
 * frames are skipped and counted. JLayer then never has to search for a frame, which it does
 * unreliably.
 *
 * <p>Sync words occur by chance in any bytes. The first frame is therefore a header followed, one
 * frame length later, by a matching header, and that by a third; after a gap two in a row are
 * required.
 */
final class MpegFrames extends InputStream {

  private static final int FRAMES_TO_START = 3;
  private static final int FRAMES_TO_RESUME = 2;
  private static final int WINDOW_BYTES = 1 << 16;

  /** Shortest free-format frame that is searched for; such frames do not state their length. */
  private static final int MIN_FREE_FORMAT_BYTES = 24;

  /** Bytes kept in the window ahead of the position, so that a sequence of headers fits. */
  private static final int LOOKAHEAD_BYTES = FRAMES_TO_START * MpegHeader.MAX_FRAME_BYTES;

  private final InputStream in;
  private final byte[] window = new byte[WINDOW_BYTES];
  private final @Nullable MpegHeader first;
  private int position;
  private int filled;
  private boolean endOfFile;

  /** End of the frame that is being read. */
  private int frameEnd;

  private boolean endOfFrames;
  private long frameBytes;
  private long gapBytes;
  private long trailerBytes;

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

  /** Header of the first frame; null if there is no sequence of frames. */
  @Nullable MpegHeader first() {
    return first;
  }

  /** Copies the bytes ahead of the position without consuming them. */
  byte[] peek(int length) {
    return java.util.Arrays.copyOfRange(window, position, Math.min(filled, position + length));
  }

  /** Bytes of all frames read so far. */
  long frameBytes() {
    return frameBytes;
  }

  /** Bytes skipped between frames so far, tags excluded. */
  long gapBytes() {
    return gapBytes;
  }

  /** Bytes after the last frame, tags excluded; 0 until the end is reached. */
  long trailerBytes() {
    return trailerBytes;
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

  /** Advances to the next frame; false at the end. */
  private boolean nextFrame() throws IOException {
    if (first == null || endOfFrames) {
      return false;
    }

    fill();
    MpegHeader header = MpegHeader.parse(window, position, filled);

    if (header == null || !header.continues(first) || position + header.frameBytes() > filled) {
      header = resynchronise(first);
    }

    if (header == null) {
      endOfFrames = true;
      frameEnd = position;
      return false;
    }

    frameEnd = position + header.frameBytes();
    frameBytes += header.frameBytes();
    return true;
  }

  private @Nullable MpegHeader resynchronise(MpegHeader reference) throws IOException {
    boolean isTag = startsWithTag();
    long skipped = 0;

    while (filled > position) {
      position++;
      skipped++;

      if (filled - position < LOOKAHEAD_BYTES) {
        fill();
      }

      MpegHeader header = MpegHeader.parse(window, position, filled);

      if (header != null
          && header.continues(reference)
          && isFrameSequence(header, FRAMES_TO_RESUME)) {
        gapBytes += isTag ? 0 : skipped;
        return header;
      }
    }

    trailerBytes = isTag ? 0 : skipped;
    return null;
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

      if (header != null && isFrameSequence(header, FRAMES_TO_START)) {
        return header;
      }

      position++;

      if (filled - position < LOOKAHEAD_BYTES) {
        fill();
      }
    }

    return null;
  }

  /**
   * Whether {@code length} matching headers follow each other, or fewer up to the end of the file.
   */
  private boolean isFrameSequence(MpegHeader start, int length) {
    MpegHeader header = start;
    int at = position;

    for (int i = 1; i < length; i++) {
      at += header.bitrateKbps() == 0 ? findFreeFormatLength(at, start) : header.frameBytes();

      if (endOfFile && at == filled) {
        return true;
      }

      header = MpegHeader.parse(window, at, filled);

      if (header == null || !header.continues(start)) {
        return false;
      }
    }

    return true;
  }

  /** Distance to the next free-format header; the window's size if there is none. */
  private int findFreeFormatLength(int at, MpegHeader reference) {
    int end = Math.min(filled, at + MpegHeader.MAX_FRAME_BYTES);

    for (int i = at + MIN_FREE_FORMAT_BYTES; i < end; i++) {
      MpegHeader header = MpegHeader.parse(window, i, filled);

      if (header != null && header.continues(reference)) {
        return i - at;
      }
    }

    return WINDOW_BYTES;
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
