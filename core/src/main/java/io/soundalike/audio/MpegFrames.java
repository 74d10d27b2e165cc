package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an MPEG audio file, one behind the other, and nothing else: what lies before,
 * between and behind them is passed over and counted. Decoders that are given these bytes never
 * have to look for a frame, which they do badly.
 *
 * <p>Sync marks turn up in any bytes. So a beginning is a header that is followed, one frame later,
 * by another that fits it, and that by a third; and after a gap two in a row are wanted.
 */
final class MpegFrames extends InputStream {

  private static final int BEGINNING = 3;
  private static final int RESUMPTION = 2;
  private static final int WINDOW_BYTES = 1 << 16;

  /** Frames of free format have no length; the shortest that can be told from a sync mark. */
  private static final int MIN_FREE_FORMAT_BYTES = 24;

  /** What a window holds ahead, so that a chain of headers can be followed in it. */
  private static final int AHEAD_BYTES = BEGINNING * MpegHeader.MAX_FRAME_BYTES;

  private final InputStream in;
  private final byte[] window = new byte[WINDOW_BYTES];
  private final @Nullable MpegHeader first;
  private int position;
  private int filled;
  private boolean fileEnded;

  /** Where the frame that is being read ends. */
  private int frameEnd;

  private boolean ended;
  private long frameBytes;
  private long gapBytes;
  private long trailerBytes;

  /**
   * Moves to the first frame.
   *
   * @param in is read from here on; not closed
   */
  MpegFrames(InputStream in) throws IOException {
    this.in = in;
    this.first = seekBeginning();
    this.frameEnd = position;
  }

  /** The first header; null if there is no run of frames. */
  @Nullable MpegHeader first() {
    return first;
  }

  /** Copies what lies ahead, the first frame's bytes at first. */
  byte[] peek(int length) {
    return java.util.Arrays.copyOfRange(window, position, Math.min(filled, position + length));
  }

  /** Bytes of all frames so far. */
  long frameBytes() {
    return frameBytes;
  }

  /** Bytes between frames so far that are no tag. */
  long gapBytes() {
    return gapBytes;
  }

  /** Bytes behind the last frame, once it has been read, that are no tag. */
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

  /** Moves to the next frame; tells whether there is one. */
  private boolean nextFrame() throws IOException {
    if (first == null || ended) {
      return false;
    }

    fill();
    MpegHeader header = MpegHeader.parse(window, position, filled);

    if (header == null || !header.continues(first) || position + header.frameBytes() > filled) {
      header = resume(first);
    }

    if (header == null) {
      ended = true;
      frameEnd = position;
      return false;
    }

    frameEnd = position + header.frameBytes();
    frameBytes += header.frameBytes();
    return true;
  }

  private @Nullable MpegHeader resume(MpegHeader like) throws IOException {
    boolean tag = isTag();
    long passed = 0;

    while (filled > position) {
      position++;
      passed++;

      if (filled - position < AHEAD_BYTES) {
        fill();
      }

      MpegHeader header = MpegHeader.parse(window, position, filled);

      if (header != null && header.continues(like) && isChain(header, RESUMPTION)) {
        gapBytes += tag ? 0 : passed;
        return header;
      }
    }

    trailerBytes = tag ? 0 : passed;
    return null;
  }

  private boolean isTag() {
    String start = MagicBytes.ascii(peek(8), 0, 8);
    return start.startsWith("TAG")
        || start.startsWith("ID3")
        || start.equals("APETAGEX")
        || start.startsWith("LYRICS");
  }

  private @Nullable MpegHeader seekBeginning() throws IOException {
    fill();

    while (filled > position) {
      MpegHeader header = MpegHeader.parse(window, position, filled);

      if (header != null && isChain(header, BEGINNING)) {
        return header;
      }

      position++;

      if (filled - position < AHEAD_BYTES) {
        fill();
      }
    }

    return null;
  }

  /** Whether headers that fit follow, so many in all, or up to the file's very end. */
  private boolean isChain(MpegHeader start, int length) {
    MpegHeader header = start;
    int at = position;

    for (int i = 1; i < length; i++) {
      at += header.bitrateKbps() == 0 ? freeFormatBytes(at, start) : header.frameBytes();

      if (fileEnded && at == filled) {
        return true;
      }

      header = MpegHeader.parse(window, at, filled);

      if (header == null || !header.continues(start)) {
        return false;
      }
    }

    return true;
  }

  /** In free format the next header is searched for; beyond the window if there is none. */
  private int freeFormatBytes(int at, MpegHeader like) {
    int end = Math.min(filled, at + MpegHeader.MAX_FRAME_BYTES);

    for (int i = at + MIN_FREE_FORMAT_BYTES; i < end; i++) {
      MpegHeader header = MpegHeader.parse(window, i, filled);

      if (header != null && header.continues(like)) {
        return i - at;
      }
    }

    return WINDOW_BYTES;
  }

  /** Sees to it that enough lies ahead, if the file has it. */
  private void fill() throws IOException {
    if (fileEnded || filled - position >= AHEAD_BYTES) {
      return;
    }

    System.arraycopy(window, position, window, 0, filled - position);
    filled -= position;
    position = 0;
    int read = in.readNBytes(window, filled, window.length - filled);
    fileEnded = read < window.length - filled;
    filled += read;
  }
}
