package io.soundalike.jobs.inventory;

import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** Finds and opens songs, whatever their names. */
public final class SongFiles {

  private SongFiles() {}

  /** A path of this machine, if it is there, else one of Hadoop's. */
  public static Path path(String input) {
    File local = new File(input);
    return local.exists() ? new Path(local.getAbsoluteFile().toURI()) : new Path(input);
  }

  /** A path as files and catalogues alike write it: without a scheme, from the root. */
  public static String place(String path) {
    return place(path, System.getProperty("user.dir"));
  }

  /**
   * The same on another machine.
   *
   * @param folder that the operator stands in
   */
  public static String place(String path, String folder) {
    if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      return path.replaceFirst("^file:/*", "/");
    }

    return java.nio.file.Path.of(folder).resolve(path).normalize().toString();
  }

  /**
   * Opens a song.
   *
   * @param uri as the inventory keeps it
   */
  public static FSDataInputStream open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    return withoutChecksums(path.getFileSystem(hadoop)).open(path);
  }

  /** Hands out every file in a folder and in those below it. */
  static void walk(FileSystem fs, Path folder, Consumer<FileStatus> files) throws IOException {
    if (fs instanceof LocalFileSystem) {
      walkLocal(withoutChecksums(fs), folder, files);
      return;
    }

    // One listing of all that begins with the folder's name, where a file system can do that.
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(folder, true /* recursive */);

    while (below.hasNext()) {
      files.accept(below.next());
    }
  }

  /**
   * Folder by folder: Hadoop's own recursion asks for each file's permissions, for which it starts
   * a process.
   */
  private static void walkLocal(FileSystem fs, Path folder, Consumer<FileStatus> files)
      throws IOException {
    Deque<Path> folders = new ArrayDeque<>();
    folders.add(folder);

    while (!folders.isEmpty()) {
      for (FileStatus status : fs.listStatus(folders.remove())) {
        if (status.isDirectory()) {
          folders.add(status.getPath());
        } else {
          files.accept(status);
        }
      }
    }
  }

  /**
   * Hadoop's local file system looks for a checksum file beside each file, and fails on names with
   * a colon.
   */
  private static FileSystem withoutChecksums(FileSystem fs) {
    return fs instanceof LocalFileSystem local ? local.getRaw() : fs;
  }
}
