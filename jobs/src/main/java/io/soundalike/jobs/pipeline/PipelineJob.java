package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.catalogue.RunManifest;
import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.SongProgressListener;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportPage;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsRenderer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all stages in the order of the data and skips what the catalogue already has.
 *
 * <p><b>What:</b> a song is analysed once for its bytes and the settings of its features, and
 * encoded once for a model; a model is trained once for its settings; neighbours, map and report
 * are made anew when songs, tags or settings have changed.
 *
 * <p><b>Input:</b> URIs of songs. <b>Output:</b> a run of the catalogue, complete once its manifest
 * is written.
 *
 * <p><b>Usage:</b> local: {@code soundalike run --input ~/Music --catalogue ~/soundalike}; cluster:
 * {@code spark-submit ... soundalike-spark.jar run --input s3://bucket/music --catalogue
 * s3://bucket/soundalike}
 */
public final class PipelineJob {

  private static final Logger LOG = LoggerFactory.getLogger(PipelineJob.class);

  private PipelineJob() {}

  /**
   * What a run did.
   *
   * @param runId the run whose results stand: this one, or an earlier one if nothing has changed
   * @param counts files and songs of this run
   * @param trained whether this run has trained a model
   * @param reportUri URI of the report's page
   * @param model the model that was used
   */
  public record Result(
      String runId, RunCounts counts, boolean trained, String reportUri, TrainedModel model) {

    /** Files of the input, by what became of them. */
    public RunCounts.Files files() {
      return counts.files();
    }

    /** Distinct songs, by what this run did with them. */
    public RunCounts.Songs songs() {
      return counts.songs();
    }
  }

  /**
   * What the operator asks for.
   *
   * @param inputs URIs of songs
   * @param reuse whether an existing model of the same settings is used
   * @param quarantined whether quarantined songs are tried again
   */
  public record Request(
      List<String> inputs,
      TrainAutoencoderJob.Reuse reuse,
      ExtractFeaturesJob.Quarantined quarantined) {

    /** A request with the defaults: an existing model is used, quarantined songs are skipped. */
    public static Request of(List<String> inputs) {
      return new Request(
          inputs, TrainAutoencoderJob.Reuse.EXISTING, ExtractFeaturesJob.Quarantined.SKIP);
    }
  }

  /** Runs all stages. */
  public static Result run(JobContext context, Request request) throws IOException {
    LOG.info("Run {} of catalogue {} starts", context.runId(), context.catalogue().uri());
    reportChangedSettings(context, context.catalogue().latestSettings());
    StageContext shared = new StageContext(context, request);
    StageRunner stages = new StageRunner(shared);
    InventoryJob.Result inventory = stages.run(Stages.INVENTORY);
    ExtractFeaturesJob.Result features = stages.run(Stages.FEATURES);
    writeSettings(context);
    UnusableFiles unusable = UnusableFiles.collect(context);
    RunCounts counts = InventoryCounts.count(context, inventory, features, unusable);
    SongProgressListener.registerGauge(context, "features.cacheHits").add(counts.files().reused());
    InventoryCounts.refuseIfTooManyAreBad(context, counts.files(), unusable);
    shared.setUsableSongs(counts.songs().usable());
    TrainAutoencoderJob.Result training = stages.run(Stages.TRAIN);
    EncodeTracksJob.Result encoding = stages.run(Stages.ENCODE);
    counts = counts.withEncoded(encoding.encoded());
    String state = RunState.compute(context, training.model(), unusable);
    Optional<String> standing = RunState.findStandingRun(context, state);

    if (standing.isPresent()) {
      context.report("Nothing has changed: the results of run %s stand.", standing.get());
    } else {
      FindNeighboursJob.Result neighbours = stages.run(Stages.NEIGHBOURS);
      stages.run(Stages.MAP);
      stages.run(Stages.REPORT);
      context
          .catalogue()
          .commitRun(manifest(context, state, training, counts, neighbours, stages.seconds()));
    }

    LOG.info("Run {} ended: {}", context.runId(), counts);
    String resultRun = standing.orElse(context.runId());
    return new Result(
        resultRun,
        counts,
        training.trained(),
        context.catalogue().reportUri(resultRun, ReportPage.INDEX),
        training.model());
  }

  private static RunManifest manifest(
      JobContext context,
      String state,
      TrainAutoencoderJob.Result training,
      RunCounts counts,
      FindNeighboursJob.Result neighbours,
      Map<String, Double> stageSeconds) {
    return new RunManifest(
        context.runId(),
        state,
        training.model().modelId(),
        SettingsFingerprint.FEATURES.of(context.settings()),
        counts,
        training.trained() ? 1 : 0,
        neighbours.pairs(),
        context.spark().sparkContext().defaultParallelism(),
        new RunManifest.Versions(
            String.valueOf(PipelineJob.class.getPackage().getImplementationVersion()),
            Runtime.version().toString(),
            context.spark().version()),
        stageSeconds);
  }

  private static void writeSettings(JobContext context) throws IOException {
    context
        .catalogue()
        .write(
            context.runId(),
            CatalogueTables.SETTINGS_FILE,
            SettingsRenderer.render(context.settings()));
  }

  /**
   * Reports which settings differ from those of the last run, and what each makes anew.
   *
   * @param before the settings of the last run, if there is one
   */
  static void reportChangedSettings(JobContext context, Optional<String> before) {
    if (before.isPresent()) {
      for (String difference : SettingsFingerprint.differences(before.get(), context.settings())) {
        context.report("  changed since the last run: %s", difference);
      }
    }
  }
}
