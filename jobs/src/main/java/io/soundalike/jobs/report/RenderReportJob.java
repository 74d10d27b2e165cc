package io.soundalike.jobs.report;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.evaluation.LatestEvaluation;
import io.soundalike.jobs.execution.JobContext;
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

/**
 * Renders the report.
 *
 * <p><b>What:</b> collects the latest neighbours, map, tree and quarantined files, redraws a few
 * songs by the model, and writes one page with its pictures.
 *
 * <p><b>Input:</b> all tables. <b>Output:</b> {@code runs/R/report/index.html} and pictures.
 *
 * <p><b>Usage:</b> {@code soundalike report --catalogue URI}
 */
public final class RenderReportJob {

  private RenderReportJob() {}

  /** Where the page is. */
  public record Result(String indexUri) {}

  /** Renders and writes. */
  public static Result run(JobContext context, TrainedModel model, SongIndex compared)
      throws IOException {
    context.describe("report");
    Map<String, byte[]> files =
        files(context, model, compared, RunTables.collect(context, compared), false);
    context.catalogue().writeReport(context.runId(), files);
    return new Result(context.catalogue().reportUri(context.runId(), ReportPage.INDEX));
  }

  /**
   * The page and its pictures.
   *
   * @param excerpts whether an excerpt of each song will lie beside the page
   */
  static Map<String, byte[]> files(
      JobContext context,
      TrainedModel model,
      SongIndex compared,
      RunTables tables,
      boolean excerpts)
      throws IOException {
    ReportDataBuilder content = new ReportDataBuilder(context, compared, tables);
    return ReportPage.render(
        new ReportData(
            context.runId(),
            content.tracks(),
            content.parts(),
            content.neighbours(),
            content.tree(),
            content.map(),
            content.beside(),
            content.clusters(),
            model.epochs(),
            examples(context, model, tables),
            content.files(),
            LatestEvaluation.of(context, model.modelId()),
            excerpts,
            SettingsRenderer.flatten(context.settings())));
  }

  private static List<ReportData.Example> examples(
      JobContext context, TrainedModel model, RunTables tables) throws IOException {
    Settings settings = context.settings();
    List<AudioFileRow> chosen = chosen(tables.files(), settings.report().exampleTracks());
    Object[] ids = chosen.stream().map(RunTables::trackId).toArray();
    Map<String, MelSpectrogram> spectrograms = new HashMap<>();
    LatestTracks.withFeatures(context)
        .filter(functions.col("trackId").isin(ids))
        .collectAsList()
        .forEach(
            row ->
                spectrograms.put(row.getTrackId(), FeatureRowMapper.images(row, settings).get(0)));
    Map<String, float[]> own = new HashMap<>();
    context
        .catalogue()
        .models()
        .songRows(context.spark(), model.modelId())
        .filter(functions.col("trackId").isin(ids))
        .collectAsList()
        .forEach(row -> own.put(row.getTrackId(), row.getParameters()));
    List<ReportData.Example> examples = new ArrayList<>();

    for (AudioFileRow file : chosen) {
      String id = RunTables.trackId(file);
      MelSpectrogram spectrogram = spectrograms.get(id);

      if (spectrogram != null) {
        float[] parameters = own.getOrDefault(id, model.parameters());

        try (Encoder encoder = new Encoder(model.withParameters(parameters), settings)) {
          examples.add(example(label(file), spectrogram, encoder, settings));
        }
      }
    }

    return examples;
  }

  /** Songs at even distances through the catalogue. */
  private static List<AudioFileRow> chosen(List<AudioFileRow> files, int count) {
    int wanted = Math.min(count, files.size());
    List<AudioFileRow> chosen = new ArrayList<>();

    for (int i = 0; i < wanted; i++) {
      chosen.add(files.get(i * files.size() / wanted));
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
