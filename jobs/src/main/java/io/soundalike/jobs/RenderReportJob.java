package io.soundalike.jobs;

import com.typesafe.config.ConfigFactory;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.evaluation.LatestEvaluation;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.MergeRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.model.ConvolutionalAutoencoder;
import io.soundalike.model.Encoder;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportData;
import io.soundalike.report.ReportPage;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

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

  static final String FOLDER = "report";

  private static final int MAX_QUARANTINED_SHOWN = 1000;

  private RenderReportJob() {}

  /** Where the page is. */
  public record Result(String indexUri) {}

  /** Renders and writes. */
  public static Result run(JobContext context, TrainedModel model) throws IOException {
    context.describe("report");
    RunTables tables = RunTables.collect(context);
    Settings settings = context.settings();
    ReportData data =
        new ReportData(
            context.runId(),
            tracks(tables),
            neighbours(tables),
            tree(context, tables),
            divergence(context),
            model.epochs(),
            examples(context, model, tables),
            quarantined(context),
            LatestEvaluation.of(context, model.modelId()),
            SettingsReader.flatten(settings));
    Map<String, byte[]> files = ReportPage.render(data, settings.report().tableTracks());

    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      context.catalogue().write(context.runId(), FOLDER + "/" + file.getKey(), file.getValue());
    }

    return new Result(context.catalogue().ofRun(context.runId(), FOLDER + "/" + ReportPage.INDEX));
  }

  private static double divergence(JobContext context) throws IOException {
    return context
        .catalogue()
        .latestTextOfRuns(MapAndClusterJob.QUALITY)
        .map(json -> ConfigFactory.parseString(json).getDouble("divergence"))
        .orElse(Double.NaN);
  }

  private static List<ReportData.Track> tracks(RunTables tables) {
    List<ReportData.Track> tracks = new ArrayList<>();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      FeatureRow features = tables.features().get(id);
      MapPointRow point = Objects.requireNonNull(tables.points().get(id));
      tracks.add(
          new ReportData.Track(
              file.getPath(),
              file.getTitle(),
              file.getArtist(),
              features == null ? 0 : features.getTempoBpm(),
              features == null ? "" : features.getKeySignature(),
              point.getX(),
              point.getY(),
              point.getCluster()));
    }

    return tracks;
  }

  private static List<List<ReportData.Neighbour>> neighbours(RunTables tables) {
    Map<String, Integer> index = new HashMap<>();
    tables.files().forEach(file -> index.put(RunTables.trackId(file), index.size()));
    List<List<ReportData.Neighbour>> all = new ArrayList<>();

    for (AudioFileRow file : tables.files()) {
      List<ReportData.Neighbour> near = new ArrayList<>();

      for (NeighbourRow row :
          tables.neighbours().getOrDefault(RunTables.trackId(file), List.of())) {
        Integer other = index.get(row.getNeighbourId());

        if (other != null) {
          near.add(new ReportData.Neighbour(other, row.getDistance()));
        }
      }

      all.add(near);
    }

    return all;
  }

  /** The tree, its leaves renumbered from the map's order to the report's. */
  private static @Nullable Dendrogram tree(JobContext context, RunTables tables)
      throws IOException {
    int n = tables.files().size();

    if (n < 2 || n > context.settings().report().dendrogramTracks()) {
      return null;
    }

    Map<Integer, Integer> place = new HashMap<>();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      place.put(Objects.requireNonNull(tables.points().get(id)).getLeaf(), place.size());
    }

    List<Dendrogram.Merge> merges =
        RunTables.latest(context, MapAndClusterJob.DENDROGRAM, MergeRow.ENCODER, "map")
            .collectAsList()
            .stream()
            .sorted(Comparator.comparingInt(MergeRow::getNode))
            .map(
                row ->
                    new Dendrogram.Merge(
                        place.getOrDefault(row.getLeft(), row.getLeft()),
                        place.getOrDefault(row.getRight(), row.getRight()),
                        row.getHeight(),
                        row.getSize()))
            .toList();
    return merges.size() == n - 1 ? new Dendrogram(n, merges) : null;
  }

  private static List<ReportData.Example> examples(
      JobContext context, TrainedModel model, RunTables tables) throws IOException {
    Settings settings = context.settings();
    List<AudioFileRow> chosen = chosen(tables.files(), settings.report().exampleTracks());
    Object[] ids = chosen.stream().map(RunTables::trackId).toArray();
    Map<String, MelSpectrogram> spectrograms = new HashMap<>();
    Tracks.withFeatures(context)
        .filter(functions.col("trackId").isin(ids))
        .collectAsList()
        .forEach(
            row -> spectrograms.put(row.getTrackId(), FeatureRows.images(row, settings).get(0)));
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
    return new ReportData.Track(file.getPath(), file.getTitle(), file.getArtist(), 0, "", 0, 0, 0)
        .label();
  }

  private static List<ReportData.Quarantined> quarantined(JobContext context) throws IOException {
    return Tracks.unusable(context)
        .sort("path")
        .limit(MAX_QUARANTINED_SHOWN)
        .collectAsList()
        .stream()
        .map(
            row -> new ReportData.Quarantined(row.getString(0), row.getString(1), row.getString(2)))
        .toList();
  }
}
