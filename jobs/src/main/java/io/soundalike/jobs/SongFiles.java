package io.soundalike.jobs;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Opens songs, whatever their names. */
final class SongFiles {

  private SongFiles() {}

  /**
   * Opens a song.
   *
   * @param uri as the inventory keeps it
   */
  static FSDataInputStream open(String uri, Configuration hadoop) throws IOException {
    Path path = new Path(uri);
    FileSystem fs = path.getFileSystem(hadoop);

    // Hadoop's local file system looks for a checksum file beside each file, and fails on names
    // with a colon.
    return fs instanceof LocalFileSystem local ? local.getRaw().open(path) : fs.open(path);
  }
}
