package io.soundalike.jobs.recommendation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.inventory.SongFiles;
import io.soundalike.jobs.neighbours.SongIndex;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/** Reads who played what how often. */
public final class PlayLog {

  private static final String[] COLUMNS = {"user", "song", "count"};

  private static final double MOST_PLAYS = 1e9;

  private PlayLog() {}

  /** A song's place among those that are compared, and how often it was played. */
  private record Play(int song, double count) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads plays.
   *
   * @param source a CSV file with a header, or Parquet: columns {@code user}, song (a path or a
   *     track id) and {@code count}, a number from 0; several rows of one user and song add up
   * @return cached: to be given back by its reader
   * @throws UserException if a row makes no sense, or none is of a song of the catalogue
   */
  public static JavaRDD<Listener> read(JobContext context, String source, SongIndex songs)
      throws IOException {
    Dataset<Row> rows = rows(context, source).cache();

    try {
      refuseNonsense(rows, source);
      return listeners(context, rows, songs, source);
    } finally {
      rows.unpersist();
    }
  }

  private static JavaRDD<Listener> listeners(
      JobContext context, Dataset<Row> rows, SongIndex songs, String source) throws IOException {
    Broadcast<Map<String, Integer>> index = context.javaSpark().broadcast(index(context, songs));
    String folder = System.getProperty("user.dir");
    JavaPairRDD<String, Play> plays =
        rows.filter(functions.col("times").gt(0))
            .javaRDD()
            .mapToPair(
                row ->
                    new Tuple2<>(
                        row.getString(0),
                        new Play(song(index.value(), row.getString(1), folder), row.getDouble(3))))
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
    tell(context, rows, listeners, plays.count(), source);
    return listeners;
  }

  /** User, song, count as it is written, and as a number. */
  private static Dataset<Row> rows(JobContext context, String source) throws IOException {
    Dataset<Row> rows;

    try {
      Path path = SongFiles.path(source);
      path.getFileSystem(context.spark().sparkContext().hadoopConfiguration()).getFileStatus(path);
      rows =
          source.toLowerCase(Locale.ROOT).matches(".*\\.csv(\\.gz)?")
              ? context
                  .spark()
                  .read()
                  .option("header", true)
                  .option("escape", "\"")
                  .csv(path.toString())
              : context.spark().read().parquet(path.toString());
    } catch (FileNotFoundException | IllegalArgumentException e) {
      throw wrongFile(source, "is not there");
    } catch (Exception e) {
      // Spark throws AnalysisException, which is checked and undeclared, and more.
      throw wrongFile(source, "is neither");
    }

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

  private static UserException wrongFile(String source, String why) {
    return new UserException(
        ExitCode.USAGE,
        String.format(
            Locale.ROOT,
            "--plays must be a CSV file or Parquet with the columns user, song, count; %s %s.",
            source,
            why));
  }

  private static void refuseNonsense(Dataset<Row> rows, String source) {
    Column times = functions.col("times");
    Column sense =
        functions
            .col("user")
            .isNotNull()
            .and(functions.col("song").isNotNull())
            .and(times.isNotNull())
            .and(times.between(0, MOST_PLAYS));
    List<Row> found = rows.filter(functions.not(sense)).takeAsList(1);

    if (!found.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%s has a row that makes no sense: user %s, song %s, count %s; users and songs have names, counts are numbers from 0 to a billion.",
              source,
              found.get(0).get(0),
              found.get(0).get(1),
              found.get(0).get(2)));
    }
  }

  /** Songs by path and by track id; of equal files every path. */
  private static Map<String, Integer> index(JobContext context, SongIndex songs)
      throws IOException {
    Map<String, Integer> index = new HashMap<>();
    songs.trackIds().forEach(id -> index.put(id, index.size()));
    context
        .catalogue()
        .audioFiles(context.spark(), context.runId())
        .filter(functions.col("fault").isNull())
        .select("trackId", "path")
        .collectAsList()
        .forEach(
            file -> {
              Integer song = index.get(file.getString(0));

              if (song != null) {
                index.put(SongFiles.place(file.getString(1)), song);
              }
            });
    return index;
  }

  /** -1 for what the catalogue does not hold. */
  private static int song(Map<String, Integer> index, String name, String folder) {
    Integer byId = index.get(name);

    if (byId != null) {
      return byId;
    }

    try {
      return index.getOrDefault(SongFiles.place(name, folder), -1);
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

  private static void tell(
      JobContext context,
      Dataset<Row> rows,
      JavaRDD<Listener> listeners,
      long known,
      String source) {
    long all = rows.filter(functions.col("times").gt(0)).count();

    if (known == 0) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          all == 0
              ? source + " holds no plays."
              : String.format(
                  Locale.ROOT,
                  "None of the %d rows of %s is of a song of the catalogue; songs are named by path or track id.",
                  all,
                  source));
    }

    context.report(
        "  %d rows of plays by %d listeners; %d more are of songs that the catalogue does not hold",
        known, listeners.count(), all - known);
  }
}
