package io.soundalike.jobs.execution;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Opens the file systems that operators name. */
public final class FileSystems {

  private FileSystems() {}

  /**
   * The file system of a path.
   *
   * @param option by which the operator named it
   * @param uri as the operator wrote it
   * @throws UserException of USAGE if its scheme or its host is unknown
   */
  public static FileSystem open(String option, String uri, Path path, Configuration hadoop)
      throws IOException {
    try {
      return path.getFileSystem(hadoop);
    } catch (UnsupportedFileSystemException e) {
      throw unreachable(
          option, uri, "there is no file system " + path.toUri().getScheme() + "://", e);
    } catch (IllegalArgumentException e) {
      // Hadoop wraps the failure to resolve a name node's host.
      if (!(e.getCause() instanceof UnknownHostException)) {
        throw e;
      }

      throw unreachable(option, uri, "the host " + e.getCause().getMessage() + " is unknown", e);
    }
  }

  /**
   * Checks that a catalogue can be opened, or created.
   *
   * @throws UserException of USAGE if its file system is unknown, or if it is a file
   */
  public static void verifyCatalogue(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    FileSystem fs = open("--catalogue", uri, path, hadoop);

    if (fs.exists(path) && !fs.getFileStatus(path).isDirectory()) {
      throw new UserException(
          ExitCode.USAGE, "The catalogue " + uri + " is a file; name a folder by --catalogue.");
    }
  }

  private static UserException unreachable(
      String option, String uri, String reason, Exception cause) {
    UserException failure =
        new UserException(
            ExitCode.USAGE,
            String.format(Locale.ROOT, "%s cannot be opened: %s; check %s.", uri, reason, option));
    failure.initCause(cause);
    return failure;
  }
}
