package io.soundalike.jobs.recommendation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.report.Plural;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/** Reads plays: which user played which song how often. */
public final class PlayLog {

  private static final Logger LOG = LoggerFactory.getLogger(PlayLog.class);

  private static final String[] COLUMNS = {"user", "song", "count"};

  private static final byte[] PARQUET_MAGIC = {'P', 'A', 'R', '1'};

  private static final double MAX_COUNT = 1e9;

  private PlayLog() {}

  /** The index of a song and its number of plays. */
  private record Play(int song, double count) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads plays.
   *
   * @param source URI of a CSV file with a header, or of a Parquet file or folder, with the columns
   *     {@code user}, {@code song} (a path or a track id) and {@code count} (from 0 to 1e9); the
   *     counts of several rows of one user and song are added
   * @return cached; the caller must unpersist it
   * @throws UserException if the source cannot be read, if a row is invalid, or if no row is of a
   *     song of the catalogue
   */
  public static JavaRDD<Listener> read(JobContext context, String source, SongIndex songIndex)
      throws IOException {
    Dataset<Row> rows = rows(context, source).cache();

    try {
      validate(rows, source);
      return listeners(context, rows, songIndex, source);
    } finally {
      rows.unpersist();
    }
  }

  private static JavaRDD<Listener> listeners(
      JobContext context, Dataset<Row> rows, SongIndex songIndex, String source)
      throws IOException {
    Broadcast<Map<String, Integer>> indices =
        context.javaSpark().broadcast(indices(context, songIndex));
    String folder = System.getProperty("user.dir");
    JavaPairRDD<String, Play> plays =
        rows.filter(functions.col("times").gt(0))
            .javaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        row.getString(0),
                        new Play(
                            song(indices.value(), row.getString(1), folder), row.getDouble(3))))
            .filter(play -> play._2().song() >= 0);
    JavaRDD<Listener> listeners =
        plays
            .groupByKey()
            .sortByKey()
            .zipWithIndex()
            .map(
                numbered ->
                    listener(
                        Math.toIntExact(numbered._2()), numbered._1()._1(), numbered._1()._2()))
            .cache();
    reportCounts(context, rows, listeners, plays.count(), source);
    return listeners;
  }

  /** The columns user, song and count as text, and the count as a number. */
  private static Dataset<Row> rows(JobContext context, String source) throws IOException {
    Dataset<Row> rows = readTable(context, source);
    List<String> columns = Arrays.asList(rows.columns());

    for (String column : COLUMNS) {
      if (!columns.contains(column)) {
        throw new UserException(
            ExitCode.USAGE,
            String.format(Locale.ROOT, "%s has no column %s; it has %s.", source, column, columns));
      }
    }

    return rows.select(
        functions.col("user").cast("string"),
        functions.col("song").cast("string"),
        functions.col("count").cast("string"),
        functions.col("count").cast("double").as("times"));
  }

  private static Dataset<Row> readTable(JobContext context, String source) {
    try {
      Path path = SongFiles.path(source);
      boolean isCsv = source.toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz)?");
      FileSystem fs = path.getFileSystem(context.spark().sparkContext().hadoopConfiguration());

      if (fs.getFileStatus(path).isFile() && !isParquet(fs, path) && !isCsv) {
        throw unknownFormat(source);
      }

      return isCsv
          ? context
              .spark()
              .read()
              .option("header", true)
              .option("escape", "\"")
              .csv(path.toString())
          : context.spark().read().parquet(path.toString());
    } catch (UserException e) {
      throw e;
    } catch (FileNotFoundException e) {
      LOG.warn("{} does not exist", source, e);
      throw invalidSource(source, "does not exist");
    } catch (IllegalArgumentException e) {
      LOG.warn("{} is not a path", source, e);
      throw invalidSource(source, "is not a valid path");
    } catch (Exception e) {
      // Spark throws AnalysisException, which is checked and undeclared, and more.
      LOG.warn("{} cannot be read", source, e);
      throw storageError(e)
          .map(cause -> unreadable(source, cause))
          .orElseGet(() -> unknownFormat(source));
    }
  }

  private static boolean isParquet(FileSystem fs, Path file) throws IOException {
    try (FSDataInputStream in = fs.open(file)) {
      return Arrays.equals(in.readNBytes(PARQUET_MAGIC.length), PARQUET_MAGIC);
    }
  }

  /** The first error of the storage among the causes of an exception. */
  private static Optional<IOException> storageError(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException storage) {
        return Optional.of(storage);
      }
    }

    return Optional.empty();
  }

  private static UserException unreadable(String source, IOException cause) {
    return new UserException(
        ExitCode.FAILURE,
        String.format(
            Locale.ROOT,
            "%s cannot be read: %s; check --plays and its access rights.",
            source,
            Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())));
  }

  private static UserException unknownFormat(String source) {
    return invalidSource(source, "is neither CSV nor Parquet");
  }

  private static UserException invalidSource(String source, String problem) {
    return new UserException(
        ExitCode.USAGE,
        String.format(
            Locale.ROOT,
            "--plays must be a CSV or Parquet file with the columns user, song, count; %s %s.",
            source,
            problem));
  }

  private static void validate(Dataset<Row> rows, String source) {
    Column times = functions.col("times");
    Column isValid =
        functions
            .col("user")
            .isNotNull()
            .and(functions.col("song").isNotNull())
            .and(times.isNotNull())
            .and(times.between(0, MAX_COUNT));
    List<Row> invalid = rows.filter(functions.not(isValid)).takeAsList(1);

    if (!invalid.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%s has an invalid row: user %s, song %s, count %s; user and song must not be empty,"
                  + " count must be a number from 0 to 1e9.",
              source,
              invalid.get(0).get(0),
              invalid.get(0).get(1),
              invalid.get(0).get(2)));
    }
  }

  /** Indices of songs by track id and by path, of all files with the same bytes. */
  private static Map<String, Integer> indices(JobContext context, SongIndex songIndex)
      throws IOException {
    Map<String, Integer> indices = songIndex.indices();
    context
        .catalogue()
        .audioFiles(context.spark(), context.runId())
        .filter(functions.col("fault").isNull())
        .select("trackId", "path")
        .collectAsList()
        .forEach(
            file -> {
              Integer song = indices.get(file.getString(0));

              if (song != null) {
                indices.put(SongFiles.place(file.getString(1)), song);
              }
            });
    return indices;
  }

  /** The index of a song; -1 if the catalogue does not hold it. */
  private static int song(Map<String, Integer> indices, String name, String folder) {
    Integer byId = indices.get(name);

    if (byId != null) {
      return byId;
    }

    try {
      return indices.getOrDefault(SongFiles.place(name, folder), -1);
    } catch (InvalidPathException e) {
      return -1;
    }
  }

  private static Listener listener(int id, String name, Iterable<Play> plays) {
    Map<Integer, Double> counts = new TreeMap<>();
    plays.forEach(play -> counts.merge(play.song(), play.count(), Double::sum));
    return new Listener(
        id,
        name,
        counts.keySet().stream().mapToInt(Integer::intValue).toArray(),
        counts.values().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void reportCounts(
      JobContext context,
      Dataset<Row> rows,
      JavaRDD<Listener> listeners,
      long known,
      String source) {
    long all = rows.filter(functions.col("times").gt(0)).count();

    if (known == 0) {
      throw new UserException(
          ExitCode.NO_INPUT,
          all == 0
              ? source + " has no row with a count above 0."
              : String.format(
                  Locale.ROOT,
                  "None of the %s of %s is of a song of the catalogue; songs are identified by path"
                      + " or track id.",
                  Plural.of(all, "row"),
                  source));
    }

    long listenerCount = listeners.count();
    LOG.info(
        "{} has {} rows of plays by {} listeners; {} rows are of other songs",
        source,
        known,
        listenerCount,
        all - known);
    context.report(
        "  %s of plays by %s; %s of songs that the catalogue does not hold",
        Plural.of(known, "row"),
        Plural.of(listenerCount, "listener"),
        Plural.of(all - known, "row"));
  }
}
