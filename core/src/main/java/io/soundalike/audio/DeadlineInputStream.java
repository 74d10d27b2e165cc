package io.soundalike.audio;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Input stream with a deadline. It records failures of the underlying stream, which decoding
 * libraries may swallow, and it stops decoders that exceed the time limit or keep reading past the
 * end of the file.
 */
final class DeadlineInputStream extends FilterInputStream {

  /** A decoder that reads this often past the end is in an endless loop. */
  private static final int MAX_READS_BEYOND_END = 10_000;

  private final long deadlineNanos;
  private final double timeLimitSeconds;
  private @Nullable IOException failure;
  private int readsBeyondEnd;

  /**
   * @param in stream that is read; closed together with this one
   * @param timeLimitSeconds time until the deadline, from now on
   */
  DeadlineInputStream(InputStream in, double timeLimitSeconds) {
    super(in);
    this.timeLimitSeconds = timeLimitSeconds;
    this.deadlineNanos = System.nanoTime() + (long) (timeLimitSeconds * 1e9);
  }

  /** The deadline has passed. Unchecked, because libraries swallow checked exceptions. */
  static final class TimeLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeLimitException(double timeLimitSeconds) {
      super(String.format(Locale.ROOT, "not decoded within %s s", timeLimitSeconds));
    }
  }

  /** Throws {@link TimeLimitException} once the deadline has passed. */
  void checkTime() {
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new TimeLimitException(timeLimitSeconds);
    }
  }

  /** Throws the recorded failure of the underlying stream, if there was one. */
  void rethrowFailure() throws IOException {
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
      recordFailure(e);
      throw e;
    }

    if (read < 0 && ++readsBeyondEnd > MAX_READS_BEYOND_END) {
      // Unchecked, because libraries swallow checked exceptions: jFLAC searches on at the end.
      throw new UncheckedIOException(
          "the decoder reads past the end of the file", new EOFException());
    }

    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    checkTime();

    try {
      return in.skip(count);
    } catch (IOException | RuntimeException e) {
      recordFailure(e);
      throw e;
    }
  }

  /** Object store clients throw unchecked exceptions, too; they are wrapped. */
  private void recordFailure(Exception e) {
    failure = e instanceof IOException io ? io : new IOException(e);
  }
}
