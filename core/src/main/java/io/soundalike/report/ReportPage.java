package io.soundalike.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders the report: one page that needs nothing beside it, and each of its pictures as a file.
 */
public final class ReportPage {

  /** The page's file name. */
  public static final String INDEX = "index.html";

  /** The table of all neighbours stands in the catalogue. */
  private static final int SHOWN_NEIGHBOURS = 5;

  private ReportPage() {}

  /**
   * Renders everything.
   *
   * @param tableTracks songs in the neighbour table
   * @return file names and contents
   */
  public static Map<String, byte[]> render(ReportData data, int tableTracks) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, Object> page = new HashMap<>();
    String map = svg(files, "map.svg", Charts.map(data.tracks()));
    page.put("map", map);
    page.put("dendrogram", dendrogram(data, files));
    page.put("hasDendrogram", data.tree() != null);
    page.put("loss", svg(files, "loss.svg", Charts.loss(data.epochs())));
    page.put("examples", examples(data, files));
    page.put("rows", neighbourRows(data, tableTracks));
    page.put("shownRows", Math.min(tableTracks, data.tracks().size()));
    page.put("clusters", clusters(data));
    page.put("quarantined", quarantined(data));
    evaluation(data.evaluation(), page);
    page.put("settings", data.settings().entrySet().stream().map(ReportPage::setting).toList());
    summary(data, page);
    files.put(INDEX, Charts.fill("index.html", page).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static void summary(ReportData data, Map<String, Object> page) {
    page.put("runId", data.runId());
    page.put("tracks", data.tracks().size());
    page.put("quarantinedCount", data.quarantined().size());
    page.put("divergence", String.format(Locale.ROOT, "%.3f", data.divergence()));
    page.put("epochs", data.epochs().size());

    if (!data.epochs().isEmpty()) {
      double best = data.epochs().stream().mapToDouble(e -> e.excess()).min().orElse(Double.NaN);
      page.put("excess", String.format(Locale.ROOT, "%.4f", best));
    }
  }

  private static String svg(Map<String, byte[]> files, String name, String svg) {
    files.put(name, svg.getBytes(StandardCharsets.UTF_8));
    return svg;
  }

  private static String dendrogram(ReportData data, Map<String, byte[]> files) {
    return data.tree() == null
        ? ""
        : svg(files, "dendrogram.svg", Charts.dendrogram(data.tree(), data.tracks()));
  }

  private static List<Map<String, Object>> examples(ReportData data, Map<String, byte[]> files) {
    List<Map<String, Object>> examples = new ArrayList<>();

    for (ReportData.Example example : data.examples()) {
      String name = "example-%d-".formatted(examples.size() + 1);
      int rows = example.spectrogram().nMels();
      int width = example.patch().length / rows;
      int scale = Math.max(1, 256 / Math.max(rows, width));
      Map<String, Object> images = new HashMap<>();
      images.put("label", example.label());
      put(images, files, "spectrogram", name, Picture.spectrogram(example.spectrogram()));
      put(images, files, "original", name, Picture.matrix(example.patch(), rows, width, scale));
      int codeScale = Math.max(1, 96 / example.codeShape()[1]);
      put(
          images,
          files,
          "code",
          name,
          Picture.code(example.code(), example.codeShape(), codeScale));
      put(
          images,
          files,
          "reconstruction",
          name,
          Picture.matrix(example.reconstruction(), rows, width, scale));
      examples.add(images);
    }

    return examples;
  }

  private static void put(
      Map<String, Object> images,
      Map<String, byte[]> files,
      String kind,
      String prefix,
      byte[] png) {
    files.put(prefix + kind + ".png", png);
    images.put(kind, "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  private static List<Map<String, Object>> neighbourRows(ReportData data, int tableTracks) {
    List<Map<String, Object>> rows = new ArrayList<>();

    for (int i = 0; i < Math.min(tableTracks, data.tracks().size()); i++) {
      ReportData.Track track = data.tracks().get(i);
      List<Map<String, Object>> near = new ArrayList<>();

      for (ReportData.Neighbour neighbour :
          data.neighbours().get(i).stream().limit(SHOWN_NEIGHBOURS).toList()) {
        near.add(
            Map.of(
                "label", data.tracks().get(neighbour.index()).label(),
                "distance", String.format(Locale.ROOT, "%.3f", neighbour.distance())));
      }

      rows.add(
          Map.of(
              "label", track.label(),
              "path", track.path(),
              "colour", Charts.colour(track.cluster()),
              "cluster", track.cluster() + 1,
              "tempo", String.format(Locale.ROOT, "%.0f", track.tempoBpm()),
              "key", track.key(),
              "neighbours", near));
    }

    return rows;
  }

  private static List<Map<String, Object>> clusters(ReportData data) {
    Map<Integer, Long> sizes = new java.util.TreeMap<>();
    data.tracks().forEach(track -> sizes.merge(track.cluster(), 1L, Long::sum));
    return sizes.entrySet().stream()
        .<Map<String, Object>>map(
            e ->
                Map.of(
                    "name", e.getKey() + 1,
                    "size", e.getValue(),
                    "colour", Charts.colour(e.getKey())))
        .toList();
  }

  private static void evaluation(
      ReportData.@Nullable Evaluation evaluation, Map<String, Object> page) {
    page.put("hasEvaluation", evaluation != null);

    if (evaluation != null) {
      page.put("label", evaluation.label());
      page.put("filters", evaluation.filters());
      page.put("hasFilters", !evaluation.filters().isEmpty());
      page.put("measured", evaluation.measured().stream().map(ReportPage::measured).toList());
    }
  }

  private static Map<String, Object> measured(ReportData.Measured measured) {
    return Map.of(
        "distance", measured.distance(),
        "p1", share(measured.precisionAt1()),
        "p5", share(measured.precisionAt5()),
        "map", share(measured.map()),
        "low", share(measured.low()),
        "high", share(measured.high()),
        "hubness", share(measured.hubness()),
        "width", Math.round(100 * measured.map()));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static List<Map<String, Object>> quarantined(ReportData data) {
    return data.quarantined().stream()
        .<Map<String, Object>>map(
            q -> Map.of("path", q.path(), "fault", q.fault(), "detail", q.detail()))
        .toList();
  }

  private static Map<String, Object> setting(Map.Entry<String, String> entry) {
    return Map.of("name", entry.getKey(), "value", entry.getValue());
  }
}
