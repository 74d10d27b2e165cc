package io.soundalike.jobs.inventory;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.execution.BatchCommitter;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.LongestFirstScheduler;
import io.soundalike.jobs.execution.Retries;
import io.soundalike.jobs.execution.SongProgressListener;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.track.TrackId;
import io.soundalike.track.TrackTags;
import io.soundalike.track.tags.TagReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the songs of folders, globs and single files.
 *
 * <p><b>What:</b> a file's identity is the SHA-256 of its bytes; its tags are read too. A file
 * whose path, length and modification time are those of the last inventory is not read again,
 * except for its tags after a change of {@link TagReader#VERSION}.
 *
 * <p><b>Input:</b> URIs on any Hadoop file system. <b>Output:</b> {@code audio_files/run=R}, the
 * complete list.
 *
 * <p><b>Usage:</b> {@code soundalike inventory --input URI... --catalogue URI}
 *
 * <p><b>Notes:</b> empty and too large files are quarantined without being read, and so are folders
 * that cannot be listed; hidden files and folders are passed over.
 */
public final class InventoryJob {

  private static final Logger LOG = LoggerFactory.getLogger(InventoryJob.class);

  private InventoryJob() {}

  /**
   * What was found.
   *
   * @param found files
   * @param unchanged files that were not read again
   * @param removed files of the last inventory that are gone
   * @param unreadable files quarantined here
   * @param otherKinds number of audio files whose extension is not listed, by extension; they are
   *     not among those found
   */
  public record Result(
      long found, long unchanged, long removed, long unreadable, Map<String, Long> otherKinds) {

    /** Copies the kinds. */
    public Result {
      otherKinds = Map.copyOf(otherKinds);
    }

    /** New or changed files. */
    public long read() {
      return found - unchanged - unreadable;
    }
  }

  /** Compares the input with the last inventory, without reading a file. */
  public static Result plan(JobContext context, List<String> inputs) throws IOException {
    Dataset<AudioFileRow> before = before(context);
    InputFiles files = InputFiles.list(context, inputs);
    Dataset<AudioFileRow> listed = listing(context, files);
    long found = listed.count();
    long unchanged = unchanged(context, listed, before).count();
    long unreadable = listed.filter(functions.col("fault").isNotNull()).count();
    return new Result(found, unchanged, removed(listed, before), unreadable, files.otherKinds());
  }

  /** Lists, reads what is new, and writes the inventory. */
  public static Result run(JobContext context, List<String> inputs) throws IOException {
    context.describe("inventory: list and read new files");
    Dataset<AudioFileRow> before = before(context);
    InputFiles files = InputFiles.list(context, inputs);
    Dataset<AudioFileRow> listed = listing(context, files).cache();
    Dataset<AudioFileRow> kept = unchanged(context, listed, before).cache();
    Dataset<AudioFileRow> added =
        listed
            .join(kept.select("path"), Columns.named("path"), "left_anti")
            .as(AudioFileRow.ENCODER);
    long found = listed.count();
    long unchanged = kept.count();
    LOG.info("Files found in {}: {}, of which {} are unchanged", inputs, found, unchanged);
    readNew(context, added, found - unchanged)
        .unionByName(withCurrentTags(kept, context.hadoop()))
        .coalesce(context.partitions(found))
        .write()
        .parquet(context.catalogue().audioFiles(context.runId()));
    context.catalogue().deleteAudioFilesRead(context.runId());
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.INVENTORY_FILE,
            ConfigValueFactory.fromMap(Map.of(RunCounts.OTHER_KINDS, files.otherKinds()))
                .render(ConfigRenderOptions.concise()));
    Dataset<AudioFileRow> written =
        context.catalogue().audioFiles(context.spark(), context.runId());
    long unreadable = written.filter(functions.col("fault").isNotNull()).count();
    Result result =
        new Result(found, unchanged, removed(listed, before), unreadable, files.otherKinds());
    LOG.info("Files listed: {}", result);
    listed.unpersist();
    kept.unpersist();
    return result;
  }

  /** The audio files of the latest inventory whose extension is not listed, by extension. */
  public static Map<String, Long> latestOtherKinds(JobContext context) throws IOException {
    return context
        .catalogue()
        .latestConfigOfRuns(
            CatalogueTables.INVENTORY_FILE, json -> json.hasPath(RunCounts.OTHER_KINDS))
        .map(RunCounts::readOtherKinds)
        .orElse(Map.of());
  }

  /** What earlier inventories found; nothing if this is the first. */
  private static Dataset<AudioFileRow> before(JobContext context) throws IOException {
    return context.catalogue().audioFiles(context.spark(), context.runId());
  }

  /** Reads the new files; many of them in batches, which are kept if the inventory is stopped. */
  private static Dataset<AudioFileRow> readNew(
      JobContext context, Dataset<AudioFileRow> added, long count) throws IOException {
    Broadcast<SerializableConfiguration> hadoop = context.hadoop();

    if (count <= context.songsPerCommit()) {
      Dataset<AudioFileRow> files = added.repartition(context.partitions(Math.max(1, count)));
      return identified(
          files, hadoop, SongProgressListener.registerGauge(context, "inventory.songs"));
    }

    BatchCommitter.commitInBatches(
        context,
        "inventory",
        added.sort("path").collectAsList(),
        (name, group, songs) ->
            identified(LongestFirstScheduler.schedule(context, group), hadoop, songs)
                .write()
                .parquet(context.catalogue().audioFilesRead(name)));
    return context.catalogue().audioFilesRead(context.spark(), context.runId());
  }

  private static Dataset<AudioFileRow> identified(
      Dataset<AudioFileRow> files,
      Broadcast<SerializableConfiguration> hadoop,
      LongAccumulator songs) {
    return files.map(
        (MapFunction<AudioFileRow, AudioFileRow>)
            row -> {
              songs.add(1);
              return identify(row, hadoop.value().value());
            },
        AudioFileRow.ENCODER);
  }

  /**
   * Reads identity and tags of one file on the driver; nothing is written.
   *
   * @return empty if there is no such file
   * @throws UserException if it cannot be read
   */
  public static Optional<AudioFileRow> read(JobContext context, String input) throws IOException {
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    Path path;

    try {
      path = SongFiles.path(input);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a title with a colon, for instance
    }

    FileSystem fs = path.getFileSystem(hadoop);

    if (!fs.exists(path) || fs.getFileStatus(path).isDirectory()) {
      return Optional.empty();
    }

    AudioFileRow file =
        identify(
            InputFiles.row(
                HadoopFolders.file(fs.getFileStatus(path)), context.settings().audio().maxBytes()),
            hadoop);

    if (file.getFault() != null) {
      throw new UserException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "%s cannot be analysed: %s, %s.",
              input,
              file.getFault(),
              file.getDetail()));
    }

    return Optional.of(file);
  }

  private static Dataset<AudioFileRow> listing(JobContext context, InputFiles files) {
    return context.spark().createDataset(files.rows(), AudioFileRow.ENCODER);
  }

  /**
   * Rows of the last inventory, and of those that were stopped since, whose files are unchanged.
   * Files that could not be read, then or when they were to be analysed, are not among them.
   */
  private static Dataset<AudioFileRow> unchanged(
      JobContext context, Dataset<AudioFileRow> listed, Dataset<AudioFileRow> before)
      throws IOException {
    Dataset<?> now =
        listed.filter(functions.col("fault").isNull()).select("path", "length", "modifiedMs");
    return before
        .unionByName(context.catalogue().audioFilesReadBefore(context.spark()))
        .filter(functions.col("fault").isNull())
        .dropDuplicates("path", "length", "modifiedMs")
        .join(now.toDF(), Columns.named("path", "length", "modifiedMs"), "left_semi")
        .join(unreadSongs(context), Columns.named("trackId"), "left_anti")
        .as(AudioFileRow.ENCODER);
  }

  /** The songs whose bytes no run could read, or which their files no longer held: trackId. */
  private static Dataset<Row> unreadSongs(JobContext context) throws IOException {
    Dataset<Row> songs =
        context
            .catalogue()
            .featureRows(context.spark(), SettingsFingerprint.FEATURES.of(context.settings()))
            .select("trackId", "outcome");
    Column unread = functions.col("outcome").equalTo(FeatureOutcome.UNREAD);
    return songs
        .filter(unread)
        .join(songs.filter(functions.not(unread)), Columns.named("trackId"), "left_anti")
        .select("trackId");
  }

  private static long removed(Dataset<AudioFileRow> listed, Dataset<AudioFileRow> before) {
    return before.join(listed.select("path"), Columns.named("path"), "left_anti").count();
  }

  private static AudioFileRow identify(AudioFileRow row, Configuration hadoop) {
    if (row.getFault() != null) {
      return row;
    }

    try {
      row.setTrackId(Retries.retry(() -> readIdentity(row.getPath(), hadoop)));
      readTags(row, hadoop);
    } catch (IOException e) {
      LOG.warn("{} cannot be read", row.getPath(), e);
      row.setTrackId(null);
      row.setFault(AudioFault.UNREADABLE.name());
      row.setDetail(e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{} cannot be read", row.getPath(), e);
      row.setFault(AudioFault.UNEXPECTED.name());
      row.setDetail("cannot be read: " + e.getMessage());
    }

    return row;
  }

  private static String readIdentity(String uri, Configuration hadoop) throws IOException {
    try (FSDataInputStream in = SongFiles.open(uri, hadoop)) {
      return TrackId.hash(in);
    }
  }

  /** Rows of unchanged files, whose tags are read again if an older version has read them. */
  private static Dataset<AudioFileRow> withCurrentTags(
      Dataset<AudioFileRow> kept, Broadcast<SerializableConfiguration> hadoop) {
    return kept.map(
        (MapFunction<AudioFileRow, AudioFileRow>)
            row -> withCurrentTags(row, hadoop.value().value()),
        AudioFileRow.ENCODER);
  }

  private static AudioFileRow withCurrentTags(AudioFileRow row, Configuration hadoop) {
    Integer version = row.getTagsVersion();

    if (version == null || version < TagReader.VERSION) {
      try {
        readTags(row, hadoop);
      } catch (IOException | RuntimeException e) {
        LOG.warn(
            "The tags of {} cannot be read; those of the last inventory are kept",
            row.getPath(),
            e);
      }
    }

    return row;
  }

  private static void readTags(AudioFileRow row, Configuration hadoop) throws IOException {
    TrackTags tags =
        Retries.retry(
            () -> {
              try (FSDataInputStream in = SongFiles.open(row.getPath(), hadoop)) {
                return TagReader.read(new HadoopBytes(in, row.getLength()));
              }
            });
    row.setTitle(tags.title());
    row.setArtist(tags.artist());
    row.setAlbum(tags.album());
    row.setYear(tags.year());
    row.setGenre(tags.genre());
    row.setTagsVersion(TagReader.VERSION);
  }
}
