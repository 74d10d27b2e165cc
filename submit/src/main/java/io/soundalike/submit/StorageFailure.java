package io.soundalike.submit;

import io.soundalike.jobs.UserException.ExitCode;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * A failure of storage that an operator can mend, found in whatever Spark has wrapped around it.
 *
 * @param sentence what is wrong, and the mend
 * @param exitCode of the process
 */
record StorageFailure(String sentence, ExitCode exitCode) {

  private static final String KEPT = " What was finished is kept; the next run goes on from there.";

  /** The failure, if it is one of these. */
  static Optional<StorageFailure> in(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = next(cause)) {
      String message = String.valueOf(cause.getMessage());

      if (message.contains("No space left on device")
          || message.contains("Disk quota exceeded")
          || message.contains("QuotaExceededException")) {
        return Optional.of(
            new StorageFailure(
                "there is no room left where the catalogue or Spark's own files lie (spark.local.dir); make some, or name another place."
                    + KEPT,
                ExitCode.RESOURCES));
      }

      if (cause instanceof AccessControlException
          || cause instanceof AccessDeniedException
          || message.contains("Permission denied")
          || message.contains("Mkdirs failed to create")) {
        return Optional.of(
            new StorageFailure(
                "permission denied: %s; give this user the right to read the songs and to write the catalogue."
                        .formatted(firstLine(message))
                    + KEPT,
                ExitCode.FAILURE));
      }
    }

    return Optional.empty();
  }

  private static @Nullable Throwable next(Throwable cause) {
    return cause.getCause() == cause ? null : cause.getCause();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
