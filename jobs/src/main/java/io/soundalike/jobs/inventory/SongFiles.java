package io.soundalike.jobs.inventory;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.track.SearchText;
import java.io.File;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Finds and opens the files of songs, whatever characters their names have. */
public final class SongFiles {

  private SongFiles() {}

  /** A local file or folder if it exists, otherwise a URI of a Hadoop file system. */
  public static Path path(String input) {
    if (input.isBlank()) {
      throw new UserException(ExitCode.USAGE, "--input is empty; name a folder, a glob or a file.");
    }

    File local = new File(input);
    return local.exists() ? new Path(local.getAbsoluteFile().toURI()) : new Path(input);
  }

  /**
   * The absolute path without the scheme {@code file:}, by which paths are compared. Its characters
   * are composed: a name that a keyboard composes names a file whose name is decomposed.
   */
  public static String place(String path) {
    return place(path, System.getProperty("user.dir"));
  }

  /**
   * The same for a path that is relative to a folder.
   *
   * @param folder absolute
   */
  public static String place(String path, String folder) {
    if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      return SearchText.composed(path.replaceFirst("^file:/*", "/"));
    }

    return SearchText.composed(java.nio.file.Path.of(folder).resolve(path).normalize().toString());
  }

  /**
   * Opens a song.
   *
   * @param uri the inventory's column path
   */
  public static FSDataInputStream open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    return withoutChecksums(path.getFileSystem(hadoop)).open(path);
  }

  /**
   * The file system without checksum files: Hadoop's local file system looks for one with each file
   * and fails on names with a colon.
   */
  private static FileSystem withoutChecksums(FileSystem fs) {
    return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
  }
}
