package io.soundalike.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {

  private static final String HTML = "<script>alert(1)</script>\" onload='x' & ]]> {{path}}";

  @Test
  void valuesAreEscapedInMarkup() {
    String page = page(render(HTML));
    String markup = page.replaceAll("(?s)<script.*?</script>", "");

    assertThat(page.split("<script", -1)).hasSize(4); // data, library, ours
    assertThat(page.split("</script", -1)).hasSize(4);
    assertThat(markup).doesNotContain("<script").doesNotContain("onload='x'");
    assertThat(markup).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void policyAllowsScriptsAndStyleByHash() throws Exception {
    String page = page(render("Hurt"));
    Matcher scripts = Pattern.compile("(?s)<(script|style)>(.*?)</").matcher(page);
    int found = 0;

    while (scripts.find()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(scripts.group(2).getBytes(StandardCharsets.UTF_8));

      assertThat(page.substring(0, 1000))
          .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      found++;
    }

    assertThat(found).isEqualTo(3);
    assertThat(page.contains("unsafe-")).isFalse();
  }

  @Test
  void dataHoldsEverySong() {
    String page = page(render("Hurt"));
    Config data = ConfigFactory.parseString(between(page, "id=\"data\">", "</script>"));

    assertThat(data.getInt("songs")).isEqualTo(5);
    assertThat(data.getStringList("title"))
        .containsExactly("Hurt 0", "Hurt 1", "Hurt 2", "Hurt 3", "Hurt 4");
    assertThat(data.getStringList("artists")).containsExactly("Nine Inch Nails");
    assertThat(data.getString("folder") + data.getStringList("path").get(3))
        .isEqualTo("file:/music/Hurt3.mp3");
    Config map = data.getConfigList("maps").get(0);
    ShortBuffer x = shorts(map, "x").asShortBuffer();
    assertThat(x.get(0)).isZero();
    assertThat(x.get(4) & 0xFFFF).isEqualTo(65_535);
    assertThat(x.get(2) & 0xFFFF).isEqualTo(16_384); // 4 of 16
    Config other = data.getConfigList("maps").get(1);
    assertThat(other.getString("name")).isEqualTo("the article's features");
    assertThat(shorts(other, "x").asShortBuffer().get(1) & 0xFFFF).isEqualTo(16_384); // 1 of 4
    assertThat(data.getString("excerpts")).isEmpty();
    assertThat(shorts(data, "neighbour").getInt(4 * 4)).isZero();
    assertThat(shorts(data, "distance").getShort(0) & 0xFFFF).isEqualTo(65_535);
    assertThat(data.getDouble("farthest")).isEqualTo(0.25);
    assertThat(shorts(data, "componentDistances").get(1) & 0xFF).isEqualTo(128);
  }

  @Test
  void mediaPolicyAllowsExcerptsOnlyNextToThePage() {
    String withoutExcerpts = page(render("Hurt"));
    String withExcerpts = page(render("Hurt", true));

    assertThat(between(withoutExcerpts, "media-src ", ";")).isEqualTo("file:");
    assertThat(between(withExcerpts, "media-src ", ";")).isEqualTo("'self' file:");
    assertThat(
            ConfigFactory.parseString(between(withExcerpts, "id=\"data\">", "</script>"))
                .getString("excerpts"))
        .isEqualTo("excerpts");
    assertThat(ReportPage.excerpt(7)).isEqualTo("excerpts/000007.mp3");
  }

  private static String between(String page, String before, String behind) {
    int from = page.indexOf(before) + before.length();
    return page.substring(from, page.indexOf(behind, from));
  }

  private static ByteBuffer shorts(Config data, String column) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(data.getString(column)))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void pageOfAHundredThousandSongsHasAtMostThirtyMegabytes() {
    int songs = 100_000;
    List<ReportData.Track> tracks = new ArrayList<>();
    List<List<ReportData.Neighbour>> neighbours = new ArrayList<>();

    for (int i = 0; i < songs; i++) {
      tracks.add(
          new ReportData.Track(
              "s3a://bucket/music/Some Artist %d/An Album of Theirs/%02d - A Song Number %d.mp3"
                  .formatted(i / 40, i % 12, i),
              "A Song Number " + i,
              "Some Artist " + i / 40,
              "An Album of Theirs " + i / 12,
              200,
              120,
              "C Major",
              Math.sin(i),
              Math.cos(2.0 * i),
              i % 20));
      List<ReportData.Neighbour> near = new ArrayList<>();

      for (int k = 1; k <= 10; k++) {
        near.add(new ReportData.Neighbour((i + k) % songs, .1, new float[] {.1f, .2f, .3f, .4f}));
      }

      neighbours.add(near);
    }

    Map<String, byte[]> files =
        ReportPage.render(data(tracks, List.of("a", "b", "c", "d"), neighbours, null));

    assertThat(files.get(ReportPage.INDEX).length).isBetween(15_000_000, 30_000_000);
    assertThat(files.get("map.svg").length).isLessThan(3_000_000);
  }

  private static ReportData data(
      List<ReportData.Track> tracks,
      List<String> components,
      List<List<ReportData.Neighbour>> neighbours,
      ReportData.Tree tree) {
    return new ReportData(
        "r",
        tracks,
        components,
        neighbours,
        tree,
        new ReportData.MapQuality(0.5, 0, 0, Double.NaN, Double.NaN),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new ReportData.Files(List.of(), 0, List.of(), List.of(), 0, Map.of()),
        null,
        false,
        Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"map.svg", "map-features.svg", "dendrogram.svg", "loss.svg"})
  void chartsAreWellFormedSvg(String name) throws Exception {
    byte[] svg = render(HTML).get(name);

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
  }

  @Test
  void chartsAndImagesAreFilesToo() throws IOException {
    Map<String, byte[]> files = render("Hurt");

    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "index.html",
            "map.svg",
            "map-features.svg",
            "dendrogram.svg",
            "loss.svg",
            "example-1-spectrogram.png",
            "example-1-original.png",
            "example-1-code.png",
            "example-1-reconstruction.png");
    assertThat(ImageIO.read(new ByteArrayInputStream(files.get("example-1-original.png"))))
        .satisfies(image -> assertThat(image.getHeight()).isEqualTo(256));
  }

  @Test
  void pageIsSelfContained() {
    String page = page(render("Hurt"));

    assertThat(page.contains("src=\"http") || page.contains("href=\"http")).isFalse();
    String markup = page.replaceAll("(?s)<script.*?</script>", "");
    assertThat(markup).doesNotContain(" style=").doesNotContainPattern(" on[a-z]+=\"");
    assertThat(markup).contains("default-src 'none'").contains("data:image/png;base64,");
    assertThat(markup).contains("Hurt 2 - Nine Inch Nails").contains("broken.mp3");
    assertThat(markup)
        .contains(
            "0.500 <span class=\"far\">0.450 to 0.551</span>",
            "<rect width=\"100\" height=\"11\"",
            "and songs of the same artist are left out.",
            "faster: 130.0 bpm (mean of all songs: 118.2)",
            "</svg> Cluster 1 <span",
            "Silhouette: 0.60. Mean adjusted Rand index over other seeds: 0.90 ",
            "2 songs were added or removed since the layout",
            "4 files could not be used; the first is listed",
            "<code>file:/music/copy.mp3</code>",
            "Agreement of the clusters with those of the map by the article&#39;s features:"
                + " adjusted Rand index 0.31 ",
            "7 songs have audio problems, judging by the samples; the first is listed",
            "<td>clipped: 3 % of it</td>",
            "<p>12 files of kinds that are not read: wma 9, ape 3.</p>");
  }

  /** The tables count clusters from 0. */
  @Test
  void clustersHaveTheNumbersOfTheTables() {
    assertThat(new String(render("Hurt", false).get("map.svg"), StandardCharsets.UTF_8))
        .contains("Hurt 0 - Nine Inch Nails (cluster 0)")
        .contains("Hurt 1 - Nine Inch Nails (cluster 1)");
  }

  @Test
  void emptyCatalogueHasAReport() {
    assertThat(page(ReportPage.render(data(List.of(), List.of(), List.of(), null))))
        .contains("All files could be used.")
        .contains("Not measured for this model");
  }

  @Test
  void labelsDoNotOverlap() {
    MapLabels labels = new MapLabels(1000, 600);
    labels.reserve(500, 300);
    labels.reserve(504, 302);

    MapLabels.Label first = labels.fit(500, 300, "First song - Artist");
    MapLabels.Label second = labels.fit(504, 302, "Second song - Artist");

    assertThat(first.fits()).isTrue();
    assertThat(second.fits()).isTrue();
    assertThat(second.anchor()).isNotEqualTo(first.anchor());

    for (int i = 0; i < 5; i++) {
      second = labels.fit(502, 301, "One too many - Artist");
    }

    assertThat(second.fits()).isFalse();
  }

  private static String page(Map<String, byte[]> files) {
    return new String(files.get(ReportPage.INDEX), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> render(String title) {
    return render(title, false);
  }

  private static Map<String, byte[]> render(String title, boolean excerpts) {
    List<ReportData.Track> tracks = new ArrayList<>();
    List<List<ReportData.Neighbour>> neighbours = new ArrayList<>();
    double[][] points = new double[5][2];

    for (int i = 0; i < 5; i++) {
      points[i] = new double[] {i * i, -i};
      tracks.add(
          new ReportData.Track(
              "file:/music/" + title + i + ".mp3",
              title + " " + i,
              "Nine Inch Nails",
              null,
              373,
              96,
              "B Minor",
              points[i][0],
              points[i][1],
              i % 2));
      neighbours.add(List.of(new ReportData.Neighbour((i + 1) % 5, 0.25, new float[] {0, .5f})));
    }

    MelSpectrogram spectrogram = new MelSpectrogram(16, 64, new byte[16 * 64]);
    ReportData.Example example =
        new ReportData.Example(
            title,
            spectrogram,
            new float[16 * 16],
            new float[2 * 4 * 4],
            new int[] {2, 4, 4},
            new float[16 * 16]);
    ReportData data =
        new ReportData(
            "20260101T000000Z-0000",
            tracks,
            List.of("embedding", "timbre"),
            neighbours,
            new ReportData.Tree(
                WardLinkage.link(points),
                List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4))),
            new ReportData.MapQuality(0.5, 0, 2, 0.6, 0.9),
            List.of(
                new ReportData.AlternativeMap(
                    "features", new double[] {0, 1, 2, 3, 4}, new double[5], 0.25, 0.314)),
            List.of(
                new ReportData.Cluster(
                    1,
                    new ClusterProfile(
                        2, 3, List.of(new ClusterProfile.Trait("tempoBpm", 130, 118.2, 1.5))))),
            List.of(
                new TrainedModel.Epoch(1, 0.7, 0.68, 0.6, 0, 0.01, 0.04, 2),
                new TrainedModel.Epoch(2, 0.65, 0.66, 0.6, 0, 0.01, 0.04, 2)),
            List.of(example),
            new ReportData.Files(
                List.of(new ReportData.Quarantined("file:/music/broken.mp3", "DAMAGED", title)),
                4,
                List.of(List.of("file:/music/" + title, "file:/music/copy.mp3")),
                List.of(new ReportData.AudioIssue("file:/music/" + title, "clipped: 3 % of it")),
                7,
                Map.of("wma", 9L, "ape", 3L)),
            new ReportData.Evaluation(
                title,
                "same artist",
                List.of(new ReportData.DistanceMetrics(title, .71, .6, .5, .45, .5512, .4))),
            excerpts,
            Map.of("map.k", "8"));
    return ReportPage.render(data);
  }
}
