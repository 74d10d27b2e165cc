package io.soundalike.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
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
      long encoded,
      boolean trained,
      String reportUri,
      TrainedModel model) {}

  /** Runs everything. */
  public static Result run(JobContext context, List<String> inputs, TrainAutoencoderJob.Reuse reuse)
      throws IOException {
    Optional<String> before = context.catalogue().latestSettings();
    explain(context, before);
    Stages stages = new Stages(context);
    InventoryJob.Result inventory =
        stages.run("inventory", () -> InventoryJob.run(context, inputs), PipelineJob::summary);
    stages.run("features", () -> ExtractFeaturesJob.run(context), PipelineJob::summary);
    writeSettings(context);
    Counts counts = count(context, inventory.found());
    refuseIfTooManyAreBad(context, counts);
    TrainAutoencoderJob.Result training =
        stages.run("train", () -> TrainAutoencoderJob.run(context, reuse), r -> summary(r, counts));
    TrainedModel model = training.model();
    EncodeTracksJob.Result encoding =
        stages.run(
            "encode",
            () -> EncodeTracksJob.run(context, model),
            r ->
                r.encoded() == 0
                    ? "every song is encoded already"
                    : r.encoded() + " songs encoded");
    String state = stateOf(context, model);
    String standing = standingRun(context, state);

    if (standing != null) {
      context.report("Nothing has changed: the results of run %s stand.", standing);
    } else {
      results(context, stages, model, state, counts);
    }

    String resultRun = standing == null ? context.runId() : standing;
    return new Result(
        resultRun,
        counts.found(),
        counts.ok(),
        counts.reused(),
        counts.quarantined(),
        encoding.encoded(),
        training.trained(),
        context.catalogue().ofRun(resultRun, RenderReportJob.FOLDER + "/index.html"),
        model);
  }

  /** Tells what {@link #run} would do, and why, without doing it. */
  public static void plan(JobContext context, List<String> inputs) throws IOException {
    Optional<String> before = context.catalogue().latestSettings();
    InventoryJob.Result inventory = InventoryJob.plan(context, inputs);
    context.report("Plan for %s:", context.catalogue().uri());
    explain(context, before);
    context.report(
        "  inventory   %d files found: %d to read (new or changed), %d unchanged, %d removed, %d unusable",
        inventory.found(),
        inventory.read(),
        inventory.unchanged(),
        inventory.removed(),
        inventory.unreadable());
    long known = ExtractFeaturesJob.plan(context);
    context.report(
        "  features    %d songs to decode: %d new or changed, %d known ones that are not analysed under these settings",
        inventory.read() + known, inventory.read(), known);
    TrainedModel model = TrainAutoencoderJob.existing(context);
    long encode =
        model == null
            ? inventory.read() + inventory.unchanged()
            : inventory.read() + known + EncodeTracksJob.plan(context, model);
    context.report(
        "  train       %s",
        model == null
            ? "a model, because there is none of these settings"
            : "nothing: model " + model.modelId() + " is there");
    context.report("  encode      up to %d songs", encode);
    boolean same =
        model != null
            && inventory.read() == 0
            && inventory.removed() == 0
            && encode == 0
            && standingRun(context, stateOf(context, model)) != null;
    context.report(
        "  neighbours, map, report   %s",
        same ? "nothing: songs and settings are those of the last run" : "made anew");
    context.report("Nothing was done.");
  }

  private static void results(
      JobContext context, Stages stages, TrainedModel model, String state, Counts counts)
      throws IOException {
    stages.run(
        "neighbours",
        () -> FindNeighboursJob.run(context, model),
        r ->
            "the nearest %d of %d songs".formatted(context.settings().neighbours().k(), r.songs()));
    MapAndClusterJob.Result map =
        stages.run(
            "map",
            () -> MapAndClusterJob.run(context, model),
            r ->
                "divergence %.3f after %d iterations, %d clusters"
                    .formatted(r.divergence(), r.iterations(), r.clusters()));
    stages.run(
        "report", () -> RenderReportJob.run(context, model), RenderReportJob.Result::indexUri);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("runId", context.runId());
    manifest.put("state", state);
    manifest.put("modelId", model.modelId());
    manifest.put("found", counts.found());
    manifest.put("ok", counts.ok());
    manifest.put("reused", counts.reused());
    manifest.put("quarantined", counts.quarantined());
    manifest.put("divergence", map.divergence());
    manifest.put("stageSeconds", stages.seconds());
    context
        .catalogue()
        .commitRun(
            context.runId(),
            ConfigValueFactory.fromMap(manifest)
                .render(ConfigRenderOptions.defaults().setOriginComments(false)));
  }

  /** Files by what became of them; every file found is in one of the three. */
  private record Counts(long found, long ok, long reused, long quarantined) {}

  private static Counts count(JobContext context, long found) throws IOException {
    Dataset<AudioFileRow> files = context.catalogue().latestAudioFiles(context.spark());
    long quarantined = Tracks.quarantined(context).count();
    Dataset<Row> now =
        context
            .catalogue()
            .featureRows(context.spark(), SettingsFingerprint.FEATURES.of(context.settings()))
            .filter(functions.col("outcome").equalTo(FeatureRows.OK))
            .select(functions.col("trackId"), functions.input_file_name().as("file"))
            .groupBy("trackId")
            .agg(functions.max(functions.col("file").contains(context.runId())).as("fresh"));
    Dataset<Row> usable =
        files.filter(functions.col("fault").isNull()).join(now, Columns.named("trackId")).cache();
    long ok = usable.filter(functions.col("fresh")).count();
    long reused = usable.count() - ok;
    usable.unpersist();

    if (found != ok + reused + quarantined) {
      throw new IllegalStateException(
          "%d files were found, but %d are new, %d reused and %d quarantined"
              .formatted(found, ok, reused, quarantined));
    }

    return new Counts(found, ok, reused, quarantined);
  }

  private static void refuseIfTooManyAreBad(JobContext context, Counts counts) {
    double fraction = (double) counts.quarantined() / counts.found();

    if (fraction > context.settings().quarantine().maxFraction()
        || counts.ok() + counts.reused() == 0) {
      throw new UserException(
          ExitCode.TOO_MANY_BAD_FILES,
          "%d of %d files are quarantined, more than quarantine.max-fraction = %s allows; their reasons stand under %s."
              .formatted(
                  counts.quarantined(),
                  counts.found(),
                  context.settings().quarantine().maxFraction(),
                  context.catalogue().uri()));
    }
  }

  /**
   * What neighbours, map and report depend on: settings, model, songs with their names, bad files.
   */
  private static String stateOf(JobContext context, TrainedModel model) throws IOException {
    List<String> songs =
        Tracks.ofLatestInventory(context)
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
        Tracks.quarantined(context)
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
  private static @Nullable String standingRun(JobContext context, String state) throws IOException {
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
            context.catalogue().ofRun(context.runId(), Catalogue.SETTINGS),
            SettingsReader.render(context.settings()).getBytes(StandardCharsets.UTF_8));
  }

  /** Says which settings differ from the last run's, and what has to be computed anew for each. */
  private static void explain(JobContext context, Optional<String> before) {
    if (before.isPresent()) {
      for (String difference : SettingsFingerprint.differences(before.get(), context.settings())) {
        context.report("  changed since the last run: %s", difference);
      }
    }
  }

  private static String summary(InventoryJob.Result r) {
    return "%d files found: %d read, %d unchanged, %d removed, %d unusable"
        .formatted(r.found(), r.read(), r.unchanged(), r.removed(), r.unreadable());
  }

  private static String summary(ExtractFeaturesJob.Result r) {
    return r.decoded() + r.quarantined() == 0
        ? "every song is decoded already"
        : "%d songs decoded, %d quarantined".formatted(r.decoded(), r.quarantined());
  }

  private static String summary(TrainAutoencoderJob.Result r, Counts counts) {
    String model = "model " + r.model().modelId();
    long songs = counts.ok() + counts.reused();
    List<TrainedModel.Epoch> epochs = r.model().epochs();
    return r.trained()
        ? model + " after " + epochs.get(epochs.size() - 1).epoch() + " epochs"
        : "%s is there, trained on %d of now %d songs (--retrain trains anew)"
            .formatted(model, r.model().trainedTracks(), songs);
  }
}
