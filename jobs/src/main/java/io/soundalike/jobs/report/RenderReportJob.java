package io.soundalike.jobs.report;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.evaluation.LatestEvaluation;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportData;
import io.soundalike.report.ReportPage;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders the report.
 *
 * <p><b>What:</b> collects the latest neighbours, map, dendrogram and quarantined files,
 * reconstructs a few songs with the model, and writes one page with its plots.
 *
 * <p><b>Input:</b> all tables. <b>Output:</b> {@code runs/R/report/index.html} and plots.
 *
 * <p><b>Usage:</b> {@code soundalike report --catalogue URI}
 */
public final class RenderReportJob {

  private static final Logger LOG = LoggerFactory.getLogger(RenderReportJob.class);

  private RenderReportJob() {}

  /**
   * The rendered report.
   *
   * @param indexUri URI of its page
   */
  public record Result(String indexUri) {}

  /** Renders the report and writes it to the run. */
  public static Result run(JobContext context, TrainedModel model, SongIndex index)
      throws IOException {
    context.describe("report");
    Stopwatch stopwatch = Stopwatch.start();
    LOG.info("Rendering the report of {} songs", index.trackIds().size());
    Map<String, byte[]> files =
        files(context, model, index, RunTables.collect(context, index), false);

    context.catalogue().writeReport(context.runId(), files);
    LOG.info("Wrote {} files of the report in {} s", files.size(), stopwatch.seconds());
    return new Result(context.catalogue().reportUri(context.runId(), ReportPage.INDEX));
  }

  /**
   * Renders the page and its plots.
   *
   * @param excerpts whether the page links to an excerpt of each song
   * @return contents by file name
   */
  static Map<String, byte[]> files(
      JobContext context, TrainedModel model, SongIndex index, RunTables tables, boolean excerpts)
      throws IOException {
    ReportDataBuilder data = new ReportDataBuilder(context, index, tables);
    return ReportPage.render(
        new ReportData(
            context.runId(),
            data.tracks(),
            data.components(),
            data.neighbours(),
            data.tree(),
            data.map(),
            data.alternativeMaps(),
            data.clusters(),
            model.epochs(),
            examples(context, model, tables),
            data.files(),
            LatestEvaluation.read(context, model.modelId()),
            excerpts,
            SettingsRenderer.flatten(context.settings())));
  }

  private static List<ReportData.Example> examples(
      JobContext context, TrainedModel model, RunTables tables) throws IOException {
    Settings settings = context.settings();
    List<AudioFileRow> chosen = choose(tables.files(), settings.report().exampleTracks());
    Object[] ids = chosen.stream().map(RunTables::trackId).toArray();
    Map<String, MelSpectrogram> spectrograms = new HashMap<>();
    LatestTracks.withFeatures(context)
        .filter(functions.col("trackId").isin(ids))
        .collectAsList()
        .forEach(
            row ->
                spectrograms.put(row.getTrackId(), FeatureRowMapper.images(row, settings).get(0)));
    Map<String, float[]> ownParameters = new HashMap<>();
    context
        .catalogue()
        .models()
        .songRows(context.spark(), model.modelId())
        .filter(functions.col("trackId").isin(ids))
        .collectAsList()
        .forEach(row -> ownParameters.put(row.getTrackId(), row.getParameters()));
    List<ReportData.Example> examples = new ArrayList<>();

    for (AudioFileRow file : chosen) {
      String id = RunTables.trackId(file);
      MelSpectrogram spectrogram = spectrograms.get(id);

      if (spectrogram != null) {
        float[] parameters = ownParameters.getOrDefault(id, model.parameters());

        try (Encoder encoder = new Encoder(model.withParameters(parameters), settings)) {
          examples.add(example(label(file), spectrogram, encoder, settings));
        }
      }
    }

    return examples;
  }

  /** Chooses evenly spaced songs of the catalogue. */
  private static List<AudioFileRow> choose(List<AudioFileRow> files, int count) {
    int size = Math.min(count, files.size());
    List<AudioFileRow> chosen = new ArrayList<>();

    for (int i = 0; i < size; i++) {
      chosen.add(files.get(i * files.size() / size));
    }

    return chosen;
  }

  private static ReportData.Example example(
      String label, MelSpectrogram spectrogram, Encoder encoder, Settings settings) {
    int width = settings.model().patchColumns();
    int start = (spectrogram.nFrames() - width) / 2;
    float[] patch = new float[spectrogram.nMels() * width];
    spectrogram.copyPatch(start, width, patch, 0);
    return new ReportData.Example(
        label,
        spectrogram,
        patch,
        encoder.encode(spectrogram, start),
        ConvolutionalAutoencoder.codeShape(settings),
        encoder.reconstruct(spectrogram, start));
  }

  private static String label(AudioFileRow file) {
    return ReportDataBuilder.track(file, null, null).label();
  }
}
