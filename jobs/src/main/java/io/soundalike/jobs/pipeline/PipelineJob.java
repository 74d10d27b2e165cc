package io.soundalike.jobs.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.audio.AudioFault;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.Columns;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.SongProgressListener;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/**
 * Runs all jobs in the order of the data, skipping what is already there.
 *
 * <p><b>What:</b> a song is decoded once for its bytes and the settings of its features, encoded
 * once for a model; a model is trained once for its settings; map, neighbours and report are made
 * anew when songs, tags or settings changed.
 *
 * <p><b>Input:</b> URIs of songs. <b>Output:</b> a run of the catalogue, counted once its manifest
 * is written.
 *
 * <p><b>Usage:</b> local: {@code soundalike run --input ~/Music --catalogue ~/soundalike}; cluster:
 * {@code spark-submit ... soundalike-spark.jar run --input s3://bucket/music --catalogue
 * s3://bucket/soundalike}
 */
public final class PipelineJob {

  private PipelineJob() {}

  /**
   * What a run did.
   *
   * @param runId the run whose results stand: this one, or an earlier one if nothing has changed
   * @param found files in the input
   * @param ok files decoded by this run
   * @param reused usable files decoded before
   * @param quarantined files that could not be used
   * @param unread files whose bytes did not come; the next run tries them again
   * @param encoded songs encoded by this run
   * @param trained whether a model was trained
   * @param reportUri the page
   * @param model that was used
   */
  public record Result(
      String runId,
      long found,
      long ok,
      long reused,
      long quarantined,
      long unread,
      long encoded,
      boolean trained,
      String reportUri,
      TrainedModel model) {}

  /**
   * What is asked for.
   *
   * @param inputs URIs of songs
   * @param reuse whether a model that is there is taken
   * @param quarantined whether bad songs are tried again
   */
  public record Request(
      List<String> inputs,
      TrainAutoencoderJob.Reuse reuse,
      ExtractFeaturesJob.Quarantined quarantined) {

    /** Of everyday. */
    public static Request of(List<String> inputs) {
      return new Request(
          inputs, TrainAutoencoderJob.Reuse.EXISTING, ExtractFeaturesJob.Quarantined.SKIP);
    }
  }

  /** Runs everything. */
  public static Result run(JobContext context, Request request) throws IOException {
    Optional<String> before = context.catalogue().latestSettings();
    explain(context, before);
    StageContext shared = new StageContext(context, request);
    StageRunner stages = new StageRunner(shared);
    InventoryJob.Result inventory = stages.run(Stages.INVENTORY);
    ExtractFeaturesJob.Result features = stages.run(Stages.FEATURES);
    writeSettings(context);
    Counts counts = count(context, inventory.found());
    SongProgressListener.gauge(context, "features.cacheHits").add(counts.reused());
    refuseIfTooManyAreBad(context, counts);
    shared.setUsableSongs(counts.ok() + counts.reused());
    TrainAutoencoderJob.Result training = stages.run(Stages.TRAIN);
    TrainedModel model = training.model();
    EncodeTracksJob.Result encoding = stages.run(Stages.ENCODE);
    String state = stateOf(context, model);
    String standing = standingRun(context, state);

    if (standing != null) {
      context.report("Nothing has changed: the results of run %s stand.", standing);
    } else {
      FindNeighboursJob.Result neighbours = stages.run(Stages.NEIGHBOURS);
      stages.run(Stages.MAP);
      stages.run(Stages.REPORT);
      commit(
          context,
          stages,
          state,
          new Done(inventory, features, training, encoding, neighbours, counts));
    }

    String resultRun = standing == null ? context.runId() : standing;
    return new Result(
        resultRun,
        counts.found(),
        counts.ok(),
        counts.reused(),
        counts.quarantined(),
        counts.unread(),
        encoding.encoded(),
        training.trained(),
        context.catalogue().ofRun(resultRun, CatalogueTables.REPORT + "/index.html"),
        model);
  }

  /** What the stages have done. */
  private record Done(
      InventoryJob.Result inventory,
      ExtractFeaturesJob.Result features,
      TrainAutoencoderJob.Result training,
      EncodeTracksJob.Result encoding,
      FindNeighboursJob.Result neighbours,
      Counts counts) {}

  private static void commit(JobContext context, StageRunner stages, String state, Done done)
      throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("runId", context.runId());
    manifest.put("state", state);
    manifest.put("modelId", done.training().model().modelId());
    manifest.put("features", SettingsFingerprint.FEATURES.of(context.settings()));
    manifest.put("found", done.counts().found());
    manifest.put("ok", done.counts().ok());
    manifest.put("reused", done.counts().reused());
    manifest.put("quarantined", done.counts().quarantined());
    manifest.put("unread", done.counts().unread());
    manifest.put("read", done.inventory().read());
    manifest.put("decoded", done.features().decoded() + done.features().quarantined());
    manifest.put("trained", done.training().trained() ? 1 : 0);
    manifest.put("encoded", done.encoding().encoded());
    manifest.put("pairs", done.neighbours().pairs());
    manifest.put("cores", context.spark().sparkContext().defaultParallelism());
    manifest.put(
        "version", String.valueOf(PipelineJob.class.getPackage().getImplementationVersion()));
    manifest.put("java", Runtime.version().toString());
    manifest.put("spark", context.spark().version());
    manifest.put("stageSeconds", stages.seconds());
    context
        .catalogue()
        .commitRun(
            context.runId(),
            ConfigValueFactory.fromMap(manifest)
                .render(ConfigRenderOptions.defaults().setOriginComments(false)));
  }

  /** Files by what became of them; every file found is in one of the four. */
  private record Counts(long found, long ok, long reused, long quarantined, long unread) {}

  private static Counts count(JobContext context, long found) throws IOException {
    Dataset<AudioFileRow> files = context.catalogue().audioFiles(context.spark(), context.runId());
    Dataset<Row> unusable = LatestTracks.unusable(context);
    long unread =
        unusable.filter(functions.col("fault").equalTo(AudioFault.UNREADABLE.name())).count();
    long quarantined = unusable.count() - unread;
    Dataset<Row> now =
        context
            .catalogue()
            .featureRows(context.spark(), SettingsFingerprint.FEATURES.of(context.settings()))
            .filter(functions.col("outcome").equalTo(FeatureOutcome.OK))
            .select(functions.col("trackId"), functions.input_file_name().as("file"))
            .groupBy("trackId")
            .agg(functions.max(functions.col("file").contains(context.runId())).as("fresh"));
    Dataset<Row> usable =
        files.filter(functions.col("fault").isNull()).join(now, Columns.named("trackId")).cache();
    long ok = usable.filter(functions.col("fresh")).count();
    long reused = usable.count() - ok;
    usable.unpersist();

    if (found != ok + reused + quarantined + unread) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%d files were found, but %d are new, %d reused, %d quarantined and %d unread",
              found,
              ok,
              reused,
              quarantined,
              unread));
    }

    return new Counts(found, ok, reused, quarantined, unread);
  }

  private static void refuseIfTooManyAreBad(JobContext context, Counts counts) throws IOException {
    double fraction = (double) counts.quarantined() / counts.found();

    if (counts.unread() == counts.found()) {
      throw new UserException(
          ExitCode.FAILURE,
          String.format(
              Locale.ROOT,
              "None of the %d files could be read, such as %s; check the storage and run again.",
              counts.found(),
              LatestTracks.unusable(context).first().mkString(": ")));
    }

    if (fraction > context.settings().quarantine().maxFraction()
        || counts.ok() + counts.reused() == 0) {
      throw new UserException(
          ExitCode.TOO_MANY_BAD_FILES,
          String.format(
              Locale.ROOT,
              "%d of %d files are quarantined, more than quarantine.max-fraction = %s allows; their"
                  + " reasons stand under %s.",
              counts.quarantined(),
              counts.found(),
              context.settings().quarantine().maxFraction(),
              context.catalogue().uri()));
    }
  }

  /**
   * What neighbours, map and report depend on: settings, model, songs with their names, bad files.
   */
  static String stateOf(JobContext context, TrainedModel model) throws IOException {
    List<String> songs =
        LatestTracks.ofLatestInventory(context)
            .select(
                functions.to_json(
                    functions.struct(
                        "trackId", "path", "title", "artist", "album", "year", "genre")))
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .sorted()
            .toList();
    List<String> bad =
        LatestTracks.unusable(context)
            .select(functions.to_json(functions.struct("path", "fault")))
            .as(Encoders.STRING())
            .collectAsList()
            .stream()
            .sorted()
            .toList();
    return SettingsFingerprint.shortHash(
        SettingsFingerprint.RESULTS.of(context.settings())
            + model.modelId()
            + String.join("\n", songs)
            + String.join("\n", bad));
  }

  /** The last complete run, if its results are those that would be made now. */
  static @Nullable String standingRun(JobContext context, String state) throws IOException {
    List<String> runs = context.catalogue().completeRuns();

    if (runs.isEmpty()) {
      return null;
    }

    String last = runs.get(runs.size() - 1);
    Config manifest = ConfigFactory.parseString(context.catalogue().manifest(last));
    return manifest.getString("state").equals(state) ? last : null;
  }

  private static void writeSettings(JobContext context) throws IOException {
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.SETTINGS_FILE,
            SettingsReader.render(context.settings()));
  }

  /** Says which settings differ from the last run's, and what has to be computed anew for each. */
  static void explain(JobContext context, Optional<String> before) {
    if (before.isPresent()) {
      for (String difference : SettingsFingerprint.differences(before.get(), context.settings())) {
        context.report("  changed since the last run: %s", difference);
      }
    }
  }
}
