package io.soundalike.track;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The bytes of a listed song, hashed while they are read, so that one reading both decodes the song
 * and tells whether it still is the song that was listed. Skipped bytes are read, too. Closing this
 * stream does not close the one that it reads.
 */
public final class TrackInputStream extends FilterInputStream {

  /** What is said of a file that holds another song by now. */
  public static final String CHANGED =
      "the file has changed since it was listed; the next run lists it anew";

  private static final int BUFFER_BYTES = 1 << 16;

  private final String trackId;
  private final long length;
  private final MessageDigest digest = TrackId.sha256();
  private long position;

  /**
   * @param in the file from its first byte
   * @param trackId of the song when it was listed
   * @param length of the file when it was listed, in bytes
   */
  public TrackInputStream(InputStream in, String trackId, long length) {
    super(in);
    this.trackId = trackId;
    this.length = length;
  }

  /**
   * Reads the rest of the file, but no more than shows that it is longer than it was.
   *
   * @return whether these are the bytes of the track id; if not, see {@link #CHANGED}
   */
  public boolean readRestAndVerify() throws IOException {
    byte[] rest = new byte[BUFFER_BYTES];

    while (position <= length) {
      if (read(rest, 0, rest.length) < 0) {
        return position == length && HexFormat.of().formatHex(digest.digest()).equals(trackId);
      }
    }

    return false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = in.read(buffer, offset, count);

    if (read > 0) {
      digest.update(buffer, offset, read);
      position += read;
    }

    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] skipped = new byte[(int) Math.min(BUFFER_BYTES, Math.max(0, count))];
    return skipped.length == 0 ? 0 : Math.max(0, read(skipped, 0, skipped.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {}
}
