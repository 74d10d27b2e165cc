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
 * Renders the report: one self-contained HTML page, and each of its charts and images as a file.
 */
public final class ReportPage {

  /** File name of the page. */
  public static final String INDEX = "index.html";

  /** Folder of the excerpts, next to the page. */
  public static final String EXCERPTS = "excerpts";

  private static final String D3_FOLDER = "/META-INF/resources/webjars/d3/";

  private ReportPage() {}

  /**
   * Renders the page, charts and images.
   *
   * @return contents by file name
   */
  public static Map<String, byte[]> render(ReportData data) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, Object> page = new HashMap<>();
    addSvg(files, "map.svg", Charts.map(data.tracks()));
    page.put(
        "alternativeMaps",
        data.alternativeMaps().stream().map(map -> alternativeMap(map, data, files)).toList());
    page.put("dendrogram", dendrogram(data, files));
    page.put("hasDendrogram", data.tree() != null);
    page.put("grouped", data.tree() != null && data.tree().leaves().size() < data.tracks().size());
    page.put("loss", addSvg(files, "loss.svg", Charts.loss(data.epochs())));
    page.put("examples", examples(data, files));
    page.put("clusters", data.clusters().stream().map(c -> ClusterCard.of(c, data)).toList());
    addFiles(data.files(), page);
    addEvaluation(data.evaluation(), page);
    page.put("settings", data.settings().entrySet().stream().map(ReportPage::setting).toList());
    addSummary(data, page);
    addScripts(data, page);
    files.put(INDEX, Charts.fill("index.html", page).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  /**
   * Path of an excerpt, relative to the page.
   *
   * @param track index of the track in the report
   */
  public static String excerpt(int track) {
    return String.format(Locale.ROOT, "%s/%06d.mp3", EXCERPTS, track);
  }

  /** Adds style and scripts, and a content security policy that allows only these, by hash. */
  private static void addScripts(ReportData data, Map<String, Object> page) {
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
            "default-src 'none'; script-src %s %s; style-src %s; img-src data:; media-src %s;"
                + " base-uri 'none'; form-action 'none'",
            hash(library),
            hash(script),
            hash(style),
            data.excerpts() ? "'self' file:" : "file:"));
  }

  /** Version of the D3 on the classpath. */
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
      throw new IllegalStateException("SHA-256 is missing in this Java", e);
    }
  }

  private static void addSummary(ReportData data, Map<String, Object> page) {
    page.put("runId", data.runId());
    page.put("tracks", Plural.of(data.tracks().size(), "song"));
    page.put("trackCount", data.tracks().size());
    page.put("clusterCount", data.clusters().size());
    page.put("trackNoun", Plural.noun(data.tracks().size(), "song"));
    page.put("clusterNoun", Plural.noun(data.clusters().size(), "cluster"));
    page.put("epochNoun", Plural.noun(data.epochs().size(), "epoch"));
    ReportData.MapQuality map = data.map();
    page.put("divergence", String.format(Locale.ROOT, "%.3f", map.divergence()));
    page.put("landmarks", map.landmarks() == 0 ? null : Plural.of(map.landmarks(), "song"));
    page.put("changes", map.changes() == 0 ? null : Plural.of(map.changes(), "song"));
    page.put("changesVerb", map.changes() == 1 ? "was" : "were");
    page.put("silhouette", Double.isNaN(map.silhouette()) ? null : twoDigits(map.silhouette()));
    page.put("stability", twoDigits(map.stability()));
    page.put("epochs", data.epochs().size());

    if (!data.epochs().isEmpty()) {
      double best = data.epochs().stream().mapToDouble(e -> e.excess()).min().orElse(Double.NaN);
      page.put("excess", String.format(Locale.ROOT, "%.4f", best));
    }
  }

  private static String addSvg(Map<String, byte[]> files, String name, String svg) {
    files.put(name, svg.getBytes(StandardCharsets.UTF_8));
    return svg;
  }

  private static Map<String, Object> alternativeMap(
      ReportData.AlternativeMap map, ReportData data, Map<String, byte[]> files) {
    addSvg(files, "map-" + map.name() + ".svg", Charts.map(map.tracks(data.tracks())));
    return Map.of("name", map.label(), "agreement", twoDigits(map.agreement()));
  }

  private static String dendrogram(ReportData data, Map<String, byte[]> files) {
    return data.tree() == null
        ? ""
        : addSvg(files, "dendrogram.svg", Charts.dendrogram(data.tree(), data.tracks()));
  }

  private static String twoDigits(double value) {
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
      addImage(images, files, "spectrogram", name, MatrixImage.spectrogram(example.spectrogram()));
      addImage(
          images, files, "original", name, MatrixImage.matrix(example.patch(), rows, width, scale));
      int codeScale = Math.max(1, 96 / example.codeShape()[1]);
      addImage(
          images,
          files,
          "code",
          name,
          MatrixImage.code(example.code(), example.codeShape(), codeScale));
      addImage(
          images,
          files,
          "reconstruction",
          name,
          MatrixImage.matrix(example.reconstruction(), rows, width, scale));
      examples.add(images);
    }

    return examples;
  }

  private static void addImage(
      Map<String, Object> images,
      Map<String, byte[]> files,
      String kind,
      String prefix,
      byte[] png) {
    files.put(prefix + kind + ".png", png);
    images.put(kind, "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  private static void addFiles(ReportData.Files files, Map<String, Object> page) {
    page.put("quarantinedCount", files.quarantinedCount());
    page.put("quarantinedNoun", Plural.noun(files.quarantinedCount(), "file"));
    page.put("quarantinedFiles", Plural.of(files.quarantinedCount(), "file"));
    page.put("hasQuarantined", !files.quarantined().isEmpty());
    page.put("quarantinedCut", files.quarantined().size() < files.quarantinedCount());
    page.put("quarantinedShown", listed(files.quarantined().size()));
    page.put("quarantined", files.quarantined().stream().map(ReportPage::quarantined).toList());
    page.put("otherKinds", files.otherKinds().isEmpty() ? "" : OtherKinds.text(files.otherKinds()));
    page.put("hasOtherKinds", !files.otherKinds().isEmpty());
    page.put("hasCopies", !files.copies().isEmpty());
    page.put("copies", files.copies());
    page.put("hasAudioIssues", !files.audioIssues().isEmpty());
    page.put("audioIssueCount", Plural.of(files.audioIssueCount(), "song"));
    page.put("audioIssueVerb", files.audioIssueCount() == 1 ? "has" : "have");
    page.put("audioIssuesCut", files.audioIssues().size() < files.audioIssueCount());
    page.put("audioIssuesShown", listed(files.audioIssues().size()));
    page.put(
        "audioIssues",
        files.audioIssues().stream()
            .map(issue -> Map.of("path", issue.path(), "description", issue.description()))
            .toList());
  }

  private static String listed(int count) {
    return count == 1 ? "the first is listed" : "the first " + count + " are listed";
  }

  private static void addEvaluation(
      ReportData.@Nullable Evaluation evaluation, Map<String, Object> page) {
    page.put("hasEvaluation", evaluation != null);

    if (evaluation != null) {
      page.put("label", evaluation.label());
      page.put("filters", evaluation.filters());
      page.put("hasFilters", !evaluation.filters().isEmpty());
      page.put("distances", evaluation.distances().stream().map(ReportPage::metrics).toList());
    }
  }

  private static Map<String, Object> metrics(ReportData.DistanceMetrics metrics) {
    return Map.of(
        "distance", metrics.name(),
        "p1", threeDigits(metrics.precisionAt1()),
        "p5", threeDigits(metrics.precisionAt5()),
        "map", threeDigits(metrics.map()),
        "low", threeDigits(metrics.low()),
        "high", threeDigits(metrics.high()),
        "hubness", threeDigits(metrics.hubness()),
        "width", Math.round(200 * metrics.map()));
  }

  private static String threeDigits(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static Map<String, Object> quarantined(ReportData.Quarantined q) {
    return Map.of("path", q.path(), "fault", q.fault(), "detail", q.detail());
  }

  private static Map<String, Object> setting(Map.Entry<String, String> entry) {
    return Map.of("name", entry.getKey(), "value", entry.getValue());
  }
}
