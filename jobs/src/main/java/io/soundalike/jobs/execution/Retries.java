package io.soundalike.jobs.execution;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.security.AccessControlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads again after a failure of the storage, because most such failures pass within seconds. */
public final class Retries {

  private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

  /**
   * Milliseconds before the second and later attempts. Each pause varies from half to one and a
   * half times its value, so that tasks that failed together do not retry together.
   */
  private static final long[] PAUSES_MS = {250, 1000, 4000};

  private Retries() {}

  /** Something that reads from storage. */
  public interface Reading<T> {

    T read() throws IOException;
  }

  /**
   * Reads, with up to four attempts.
   *
   * @throws FileNotFoundException without a second attempt
   * @throws AccessControlException without a second attempt
   * @throws IOException the failure of the fourth attempt
   */
  public static <T> T retry(Reading<T> reading) throws IOException {
    for (int attempt = 1; attempt <= PAUSES_MS.length; attempt++) {
      try {
        return reading.read();
      } catch (FileNotFoundException | AccessControlException e) {
        throw e;
      } catch (IOException e) {
        long base = PAUSES_MS[attempt - 1];
        long pause = base / 2 + ThreadLocalRandom.current().nextLong(base);
        LOG.warn(
            "Attempt {} of {} to read failed; next attempt in {} ms",
            attempt,
            PAUSES_MS.length + 1,
            pause,
            e);
        sleep(pause);
      }
    }

    return reading.read();
  }

  private static void sleep(long ms) throws IOException {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the next attempt to read", e);
    }
  }
}
