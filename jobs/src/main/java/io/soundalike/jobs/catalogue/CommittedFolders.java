package io.soundalike.jobs.catalogue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Folders below a root on any Hadoop file system; one counts once it holds {@code _SUCCESS}. */
public final class CommittedFolders {

  static final String SUCCESS = "_SUCCESS";

  private final Path root;
  private final FileSystem fs;

  CommittedFolders(Path root, FileSystem fs) {
    this.root = root;
    this.fs = fs;
  }

  public String path(String relative) {
    return new Path(root, relative).toString();
  }

  public boolean exists(String relative) throws IOException {
    return fs.exists(new Path(root, relative));
  }

  /** Whether a folder counts. */
  public boolean isCommitted(String folder) throws IOException {
    return exists(folder + "/" + SUCCESS);
  }

  /** Whether a folder counts before so many seconds are over. */
  boolean isCommittedWithin(String folder, int seconds) throws IOException {
    for (int second = 0; second < seconds && !isCommitted(folder); second++) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }

    return isCommitted(folder);
  }

  /** Names of the folders below a folder that count, in order; none if it is not there. */
  public List<String> committed(String folder) throws IOException {
    List<String> names = new ArrayList<>();

    for (String name : children(folder)) {
      if (isCommitted(folder + "/" + name)) {
        names.add(name);
      }
    }

    return names;
  }

  /** Names of the folders below a folder, in order; none if it is not there. */
  public List<String> children(String folder) throws IOException {
    try {
      return Arrays.stream(fs.listStatus(new Path(root, folder)))
          .filter(FileStatus::isDirectory)
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** When a folder was committed, in milliseconds. */
  long committedAt(String folder) throws IOException {
    return fs.getFileStatus(new Path(root, folder + "/" + SUCCESS)).getModificationTime();
  }

  /** The rows of some folders below one, or none. */
  public <T> Dataset<T> read(
      SparkSession spark, String folder, List<String> names, Encoder<T> encoder) {
    if (names.isEmpty()) {
      return spark.emptyDataset(encoder);
    }

    return spark
        .read()
        // Known: without it Spark starts a job to read it from a file.
        .schema(encoder.schema())
        .option("basePath", path(folder))
        .parquet(names.stream().map(name -> path(folder + "/" + name)).toArray(String[]::new))
        // The folders' names are columns too; only the row's own are wanted.
        .select(
            Arrays.stream(encoder.schema().fieldNames()).map(functions::col).toArray(Column[]::new))
        .as(encoder);
  }

  /** Writes small files, the marker last. */
  void writeAll(String folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(new Path(root, folder + "/" + file.getKey()), file.getValue());
    }

    write(new Path(root, folder + "/" + SUCCESS), new byte[0]);
  }

  /** Writes a small file that no marker will speak for: whoever finds it finds all of it. */
  void publish(String relative, byte[] bytes) throws IOException {
    Path file = new Path(root, relative);
    Path draft = new Path(file.getParent(), "." + file.getName() + ".draft");
    write(draft, bytes);
    // Not every store renames onto a file.
    fs.delete(file, false /* recursive */);

    if (!fs.rename(draft, file)) {
      throw new IOException("Cannot rename " + draft + " to " + file);
    }
  }

  private void write(Path file, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = fs.create(file, true /* overwrite */)) {
      out.write(bytes);
    }
  }

  /** Writes a small file if there is none; says whether it did. */
  boolean createNew(String relative, String text) throws IOException {
    try (FSDataOutputStream out = fs.create(new Path(root, relative), false /* overwrite */)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  public byte[] read(String relative) {
    try (FSDataInputStream in = fs.open(new Path(root, relative))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path(relative), e);
    }
  }

  String readText(String relative) {
    return new String(read(relative), StandardCharsets.UTF_8);
  }

  /** Deletes a folder or file and all below, if it is there. */
  public void delete(String relative) throws IOException {
    fs.delete(new Path(root, relative), true /* recursive */);
  }

  /**
   * What a folder holds.
   *
   * @param files below it that hold rows
   */
  public record Size(long bytes, long files) {}

  /** Bytes and files of a folder and of all below. */
  public Size size(String folder) throws IOException {
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(new Path(root, folder), true);
    long bytes = 0;
    long files = 0;

    while (below.hasNext()) {
      LocatedFileStatus file = below.next();
      bytes += file.getLen();
      files += file.getPath().getName().endsWith(".parquet") ? 1 : 0;
    }

    return new Size(bytes, files);
  }

  /** Names of the files in a folder. */
  List<String> files(String folder) throws IOException {
    return Arrays.stream(fs.listStatus(new Path(root, folder)))
        .filter(FileStatus::isFile)
        .map(status -> status.getPath().getName())
        .toList();
  }
}
