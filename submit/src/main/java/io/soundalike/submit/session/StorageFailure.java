package io.soundalike.submit.session;

import io.soundalike.jobs.execution.ExitCode;
import java.nio.file.AccessDeniedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * A storage failure that an operator can repair, found among the causes of a Spark exception.
 *
 * @param sentence what is wrong, and the repair
 * @param exitCode of the process
 */
public record StorageFailure(String sentence, ExitCode exitCode) {

  private static final String KEPT = " Finished work is kept; the next run continues from there.";

  /** The failure, if it is one of these. */
  public static Optional<StorageFailure> in(Throwable thrown) {
    // The innermost first, as its message is the most specific.
    Deque<Throwable> causes = new ArrayDeque<>();

    for (Throwable cause = thrown; cause != null; cause = next(cause)) {
      causes.addFirst(cause);
    }

    return causes.stream().flatMap(cause -> of(cause).stream()).findFirst();
  }

  private static Optional<StorageFailure> of(Throwable cause) {
    String message = String.valueOf(cause.getMessage());

    if (message.contains("No space left on device")
        || message.contains("Disk quota exceeded")
        || message.contains("QuotaExceededException")) {
      return Optional.of(
          new StorageFailure(
              "no space left for the catalogue or for Spark's temporary files (spark.local.dir);"
                  + " free some space, or choose another place."
                  + KEPT,
              ExitCode.RESOURCES));
    }

    boolean isDenied =
        cause instanceof AccessControlException
            || cause instanceof AccessDeniedException
            || message.contains("Permission denied")
            || message.contains("Mkdirs failed to create");
    return isDenied
        ? Optional.of(
            new StorageFailure(
                String.format(
                        Locale.ROOT,
                        "access is denied (%s); grant this user read access to the songs and write"
                            + " access to the catalogue.",
                        firstLine(message))
                    + KEPT,
                ExitCode.FAILURE))
        : Optional.empty();
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
