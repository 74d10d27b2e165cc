package io.soundalike.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Renders the report: one page that needs nothing beside it, and each of its pictures as a file.
 */
public final class ReportPage {

  /** The page's file name. */
  public static final String INDEX = "index.html";

  /** Where excerpts lie, beside the page. */
  public static final String EXCERPTS = "excerpts";

  private static final String D3_FOLDER = "/META-INF/resources/webjars/d3/";

  private ReportPage() {}

  /**
   * Renders everything.
   *
   * @return file names and contents
   */
  public static Map<String, byte[]> render(ReportData data) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, Object> page = new HashMap<>();
    svg(files, "map.svg", Charts.map(data.tracks()));
    page.put("beside", data.beside().stream().map(map -> beside(map, data, files)).toList());
    page.put("dendrogram", dendrogram(data, files));
    page.put("hasDendrogram", data.tree() != null);
    page.put("grouped", data.tree() != null && data.tree().leaves().size() < data.tracks().size());
    page.put("loss", svg(files, "loss.svg", Charts.loss(data.epochs())));
    page.put("examples", examples(data, files));
    page.put("clusters", data.clusters().stream().map(c -> ClusterCard.of(c, data)).toList());
    files(data.files(), page);
    evaluation(data.evaluation(), page);
    page.put("settings", data.settings().entrySet().stream().map(ReportPage::setting).toList());
    summary(data, page);
    scripts(data, page);
    files.put(INDEX, Charts.fill("index.html", page).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /** An excerpt's file, by the track's place in the report. */
  public static String excerpt(int track) {
    return String.format(Locale.ROOT, "%s/%06d.mp3", EXCERPTS, track);
  }

  /** The page may run and reach what is named here by its hash, and nothing else. */
  private static void scripts(ReportData data, Map<String, Object> page) {
    String style = resource("report.css");
    String script = resource("report.js");
    String library = resource(D3_FOLDER + ReportPage.d3() + "/dist/d3.min.js");
    page.put("style", style);
    page.put("script", script);
    page.put("library", library);
    page.put("d3", d3());
    page.put("data", ReportColumns.json(data));
    page.put(
        "policy",
        String.format(
            Locale.ROOT,
            "default-src 'none'; script-src %s %s; style-src %s; img-src data:; media-src %s; base-uri 'none'; form-action 'none'",
            hash(library),
            hash(script),
            hash(style),
            data.excerpts() ? "'self' file:" : "file:"));
  }

  /** The version of D3 that is on the classpath. */
  private static String d3() {
    Properties version = new Properties();

    try (InputStream in = stream("d3.properties")) {
      version.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    return version.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream in = stream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream stream(String name) {
    return Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name);
  }

  private static String hash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static void summary(ReportData data, Map<String, Object> page) {
    page.put("runId", data.runId());
    page.put("tracks", data.tracks().size());
    page.put("clusterCount", data.clusters().size());
    ReportData.MapQuality map = data.map();
    page.put("divergence", String.format(Locale.ROOT, "%.3f", map.divergence()));
    page.put("landmarks", map.landmarks() == 0 ? null : map.landmarks());
    page.put("changes", map.changes() == 0 ? null : map.changes());
    page.put("silhouette", Double.isNaN(map.silhouette()) ? null : two(map.silhouette()));
    page.put("stability", two(map.stability()));
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

  private static Map<String, Object> beside(
      ReportData.OtherMap map, ReportData data, Map<String, byte[]> files) {
    svg(files, "map-" + map.name() + ".svg", Charts.map(map.tracks(data.tracks())));
    return Map.of("name", map.label(), "agreement", two(map.agreement()));
  }

  private static String dendrogram(ReportData data, Map<String, byte[]> files) {
    return data.tree() == null
        ? ""
        : svg(files, "dendrogram.svg", Charts.dendrogram(data.tree(), data.tracks()));
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static List<Map<String, Object>> examples(ReportData data, Map<String, byte[]> files) {
    List<Map<String, Object>> examples = new ArrayList<>();

    for (ReportData.Example example : data.examples()) {
      String name = String.format(Locale.ROOT, "example-%d-", examples.size() + 1);
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

  private static void files(ReportData.Files files, Map<String, Object> page) {
    page.put("quarantinedCount", files.quarantinedCount());
    page.put("hasQuarantined", !files.quarantined().isEmpty());
    page.put("quarantinedCut", files.quarantined().size() < files.quarantinedCount());
    page.put("quarantinedShown", files.quarantined().size());
    page.put("quarantined", files.quarantined().stream().map(ReportPage::quarantined).toList());
    page.put("hasCopies", !files.copies().isEmpty());
    page.put("copies", files.copies());
    page.put("hasRemarked", !files.remarked().isEmpty());
    page.put("remarkedCount", files.remarkedCount());
    page.put("remarkedShown", files.remarked().size());
    page.put("remarkedCut", files.remarked().size() < files.remarkedCount());
    page.put(
        "remarked",
        files.remarked().stream()
            .map(song -> Map.of("path", song.path(), "remark", song.remark()))
            .toList());
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
        "width", Math.round(200 * measured.map()));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static Map<String, Object> quarantined(ReportData.Quarantined q) {
    return Map.of("path", q.path(), "fault", q.fault(), "detail", q.detail());
  }

  private static Map<String, Object> setting(Map.Entry<String, String> entry) {
    return Map.of("name", entry.getKey(), "value", entry.getValue());
  }
}
