package io.soundalike.jobs.catalogue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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
import org.apache.spark.sql.types.StructField;

/**
 * Folders and small files below a root on any Hadoop file system. A folder is committed once it
 * holds {@code _SUCCESS}.
 */
final class CommittedFolders {

  static final String SUCCESS = "_SUCCESS";

  private final Path root;
  private final FileSystem fs;

  CommittedFolders(Path root, FileSystem fs) {
    this.root = root;
    this.fs = fs;
  }

  /** The URI of a file or folder. */
  String path(String relative) {
    return new Path(root, relative).toString();
  }

  /** Whether the folder of all of them exists. */
  boolean exists() throws IOException {
    return fs.exists(root);
  }

  /** Whether a file or folder exists. */
  boolean exists(String relative) throws IOException {
    return fs.exists(new Path(root, relative));
  }

  /** Whether a folder is committed. */
  boolean isCommitted(String folder) throws IOException {
    return exists(folder + "/" + SUCCESS);
  }

  /** Waits until a folder is committed, at most so many seconds; returns whether it is. */
  boolean awaitCommit(String folder, int seconds) throws IOException {
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

  /** Names of the committed folders in a folder, in order; empty if it does not exist. */
  List<String> committed(String folder) throws IOException {
    return committed(folder, name -> true);
  }

  /** Names of the committed folders in a folder whose names are wanted, in order. */
  List<String> committed(String folder, Predicate<String> isWanted) throws IOException {
    List<String> names = new ArrayList<>();

    for (String name : children(folder)) {
      if (isWanted.test(name) && isCommitted(folder + "/" + name)) {
        names.add(name);
      }
    }

    return names;
  }

  /** Names of the folders in a folder, in order; empty if it does not exist. */
  List<String> children(String folder) throws IOException {
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

  /** When a folder was committed, in milliseconds since 1970. */
  long committedAt(String folder) throws IOException {
    return fs.getFileStatus(new Path(root, folder + "/" + SUCCESS)).getModificationTime();
  }

  /** The rows of some folders in a folder; no rows if no folder is named. */
  <T> Dataset<T> read(SparkSession spark, String folder, List<String> names, Encoder<T> encoder) {
    if (names.isEmpty()) {
      return spark.emptyDataset(encoder);
    }

    return spark
        .read()
        // Without a schema Spark starts a job to read it from a file.
        .schema(encoder.schema())
        .option("basePath", path(folder))
        .parquet(names.stream().map(name -> path(folder + "/" + name)).toArray(String[]::new))
        // Spark makes columns of the folders' names; only the row's own columns are wanted.
        .select(
            Arrays.stream(encoder.schema().fieldNames()).map(functions::col).toArray(Column[]::new))
        .as(encoder);
  }

  /** The rows of one folder; columns that an older version did not write are 0, false or null. */
  <T> Dataset<T> readTable(SparkSession spark, String folder, Encoder<T> encoder) {
    return spark
        .read()
        .schema(encoder.schema())
        .parquet(path(folder))
        .select(
            Arrays.stream(encoder.schema().fields())
                .map(CommittedFolders::filled)
                .toArray(Column[]::new))
        .as(encoder);
  }

  private static Column filled(StructField field) {
    Column column = functions.col(field.name());
    return field.nullable()
        ? column
        : functions.coalesce(column, functions.lit(0).cast(field.dataType())).as(field.name());
  }

  /** Writes small files, then commits the folder. */
  void writeAll(String folder, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      write(new Path(root, folder + "/" + file.getKey()), file.getValue());
    }

    write(new Path(root, folder + "/" + SUCCESS), new byte[0]);
  }

  /**
   * Writes a small file so that readers find all of it or none: under another name, then renamed.
   */
  void publish(String relative, byte[] bytes) throws IOException {
    Path file = new Path(root, relative);
    Path draft = new Path(file.getParent(), "." + file.getName() + ".draft");
    write(draft, bytes);
    // Not every file system renames onto an existing file.
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

  /** Writes a small file unless it exists; returns whether it was written. */
  boolean createNew(String relative, String text) throws IOException {
    try (FSDataOutputStream out = fs.create(new Path(root, relative), false /* overwrite */)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * The bytes of a small file.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  byte[] read(String relative) {
    try (FSDataInputStream in = fs.open(new Path(root, relative))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path(relative), e);
    }
  }

  /** The text of a small file, as UTF-8. */
  String readText(String relative) {
    return new String(read(relative), StandardCharsets.UTF_8);
  }

  /** Deletes a file, or a folder with all its content, if it exists. */
  void delete(String relative) throws IOException {
    fs.delete(new Path(root, relative), true /* recursive */);
  }

  /** Bytes and Parquet files of a folder, subfolders included. */
  FolderSize size(String folder) throws IOException {
    RemoteIterator<LocatedFileStatus> below = fs.listFiles(new Path(root, folder), true);
    long bytes = 0;
    long files = 0;

    while (below.hasNext()) {
      LocatedFileStatus file = below.next();
      bytes += file.getLen();
      files += file.getPath().getName().endsWith(".parquet") ? 1 : 0;
    }

    return new FolderSize(bytes, files);
  }

  /** Names of the files in a folder. */
  List<String> files(String folder) throws IOException {
    return Arrays.stream(fs.listStatus(new Path(root, folder)))
        .filter(FileStatus::isFile)
        .map(status -> status.getPath().getName())
        .toList();
  }
}
