package io.soundalike.audio;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a file and libraries that are not to be trusted with time and errors: remembers
 * the stream's own failures, which say nothing about the song and which libraries hide, and ends
 * decoders that take too long or read on and on beyond the file's end.
 */
final class DeadlineInputStream extends FilterInputStream {

  /** A decoder that was told so often that the file is over will never believe it. */
  private static final int MAX_READS_BEYOND_END = 10_000;

  private final long deadlineNanos;
  private final double limitSeconds;
  private @Nullable IOException failure;
  private int readsBeyondEnd;

  /**
   * @param limitSeconds from now on
   */
  DeadlineInputStream(InputStream in, double limitSeconds) {
    super(in);
    this.limitSeconds = limitSeconds;
    this.deadlineNanos = System.nanoTime() + (long) (limitSeconds * 1e9);
  }

  /** The file took longer than it may; unchecked, as no library lets it pass otherwise. */
  static final class TimeLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeLimitException(double limitSeconds) {
      super(String.format(Locale.ROOT, "not decoded within %s s", limitSeconds));
    }
  }

  /** Throws once the time is over. */
  void checkTime() {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new TimeLimitException(limitSeconds);
    }
  }

  /** Throws the stream's own failure again, if there was one. */
  void rethrow() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    checkTime();
    int read;

    try {
      read = in.read(buffer, offset, length);
    } catch (IOException | RuntimeException e) {
      remember(e);
      throw e;
    }

    if (read < 0 && ++readsBeyondEnd > MAX_READS_BEYOND_END) {
      throw new EOFException("the decoder reads on beyond the file's end");
    }

    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    checkTime();

    try {
      return in.skip(count);
    } catch (IOException | RuntimeException e) {
      remember(e);
      throw e;
    }
  }

  /** Clients of object stores throw unchecked exceptions, too. */
  private void remember(Exception e) {
    failure = e instanceof IOException io ? io : new IOException(e);
  }
}
