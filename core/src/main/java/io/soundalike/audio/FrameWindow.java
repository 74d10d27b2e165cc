package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The bytes around a position of a stream, for formats whose frames are found by sequences of
 * headers. Positions are indices of {@link #bytes} and are valid until the next {@link #fill}.
 */
public final class FrameWindow {

  private static final int BYTES = 1 << 16;
  private static final int TAG_BYTES = 8;

  private final InputStream in;
  private final int lookaheadBytes;
  private final byte[] bytes = new byte[BYTES];
  private int position;
  private int end;
  private boolean isEndOfFile;

  /**
   * @param in read from its current position; not closed
   * @param lookaheadBytes bytes that {@link #fill} keeps ahead of the position, so that a sequence
   *     of headers fits; at most 2^16
   */
  public FrameWindow(InputStream in, int lookaheadBytes) {
    this.in = in;
    this.lookaheadBytes = lookaheadBytes;
  }

  /** The array that holds the bytes, valid up to {@link #end}. */
  public byte[] bytes() {
    return bytes;
  }

  /** Index of the next byte. */
  public int position() {
    return position;
  }

  /** Index behind the last byte that was read from the stream. */
  public int end() {
    return end;
  }

  /** Whether the stream has no bytes behind {@link #end}. */
  public boolean isEndOfFile() {
    return isEndOfFile;
  }

  /** Whether no bytes are left. */
  public boolean isEmpty() {
    return position >= end;
  }

  /** Moves the position forward. */
  public void advance(int count) {
    position += count;
  }

  /** Copies the bytes ahead of the position without consuming them; fewer at the end. */
  public byte[] peek(int length) {
    return Arrays.copyOfRange(bytes, position, Math.min(end, position + length));
  }

  /** Whether a tag that follows the sound starts at the position: ID3, APEv2 or Lyrics3. */
  public boolean startsWithTag() {
    String start = MagicBytes.ascii(peek(TAG_BYTES), 0, TAG_BYTES);
    return start.startsWith("TAG")
        || start.startsWith("ID3")
        || start.equals("APETAGEX")
        || start.startsWith("LYRICS");
  }

  /** Reads on if fewer than the bytes to look ahead are left. */
  public void fill() throws IOException {
    if (isEndOfFile || end - position >= lookaheadBytes) {
      return;
    }

    System.arraycopy(bytes, position, bytes, 0, end - position);
    end -= position;
    position = 0;
    int read = in.readNBytes(bytes, end, bytes.length - end);
    isEndOfFile = read < bytes.length - end;
    end += read;
  }
}
