package io.soundalike.jobs.execution;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.security.AccessControlException;

/**
 * Asks storage again for what it failed to give: most such failures pass, and a song that was read
 * a second later is as good as any.
 */
public final class Retries {

  /** Milliseconds before the second and later attempts; each varies by half, so that tasks part. */
  private static final long[] PAUSES_MS = {250, 1000, 4000};

  private Retries() {}

  /** Something that reads. */
  public interface Reading<T> {

    T read() throws IOException;
  }

  /**
   * Reads, up to four times.
   *
   * @throws IOException the last failure; at once where waiting mends nothing
   */
  public static <T> T of(Reading<T> reading) throws IOException {
    for (long pause : PAUSES_MS) {
      try {
        return reading.read();
      } catch (FileNotFoundException | AccessControlException e) {
        throw e;
      } catch (IOException e) {
        sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
      }
    }

    return reading.read();
  }

  private static void sleep(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while waiting to read again", e);
    }
  }
}
