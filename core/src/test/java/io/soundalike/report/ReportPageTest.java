package io.soundalike.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.clustering.WardLinkage;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportPageTest {

  private static final String EVIL = "<script>alert(1)</script>\" onload='x' & ]]> {{path}}";

  @Test
  void whatComesFromOutsideIsEscaped() {
    String page = page(render(EVIL));

    assertThat(page).doesNotContain("<script").doesNotContain("onload='x'");
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"map.svg", "dendrogram.svg", "loss.svg"})
  void picturesAreWellFormed(String name) throws Exception {
    byte[] svg = render(EVIL).get(name);

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
  }

  @Test
  void everyPictureIsAFileToo() throws IOException {
    Map<String, byte[]> files = render("Hurt");

    assertThat(files.keySet())
        .containsExactlyInAnyOrder(
            "index.html",
            "map.svg",
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
  void pageNeedsNothingBesideIt() {
    String page = page(render("Hurt"));

    assertThat(page).doesNotContain("src=\"http").doesNotContain("href=\"http");
    assertThat(page).contains("default-src 'none'").contains("data:image/png;base64,");
    assertThat(page).contains("Hurt 2 - Nine Inch Nails").contains("broken.mp3");
    assertThat(page)
        .contains(
            "0.500 <span class=\"far\">0.450 to 0.551</span>",
            "width: 50%",
            "those of the same artist being left out.");
  }

  @Test
  void emptyCatalogueHasAPage() {
    ReportData data =
        new ReportData(
            "r", List.of(), List.of(), null, 0, List.of(), List.of(), List.of(), null, Map.of());

    assertThat(page(ReportPage.render(data, 10)))
        .contains("None: every file could be used.")
        .contains("Not measured for this model");
  }

  @Test
  void labelsDoNotCoverEachOther() {
    MapLabels labels = new MapLabels(1000, 600);
    labels.keepFree(500, 300);
    labels.keepFree(504, 302);

    MapLabels.Place first = labels.place(500, 300, "First song - Artist");
    MapLabels.Place second = labels.place(504, 302, "Second song - Artist");

    assertThat(first.fits()).isTrue();
    assertThat(second.fits()).isTrue();
    assertThat(second.anchor()).isNotEqualTo(first.anchor());

    for (int i = 0; i < 5; i++) {
      second = labels.place(502, 301, "One too many - Artist");
    }

    assertThat(second.fits()).isFalse();
  }

  private static String page(Map<String, byte[]> files) {
    return new String(files.get(ReportPage.INDEX), StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> render(String title) {
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
              96,
              "B Minor",
              points[i][0],
              points[i][1],
              i % 2));
      neighbours.add(List.of(new ReportData.Neighbour((i + 1) % 5, 0.25)));
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
            neighbours,
            WardLinkage.link(points),
            0.5,
            List.of(
                new TrainedModel.Epoch(1, 0.7, 0.68, 0.6, 0, 0.01, 0.04, 2),
                new TrainedModel.Epoch(2, 0.65, 0.66, 0.6, 0, 0.01, 0.04, 2)),
            List.of(example),
            List.of(new ReportData.Quarantined("file:/music/broken.mp3", "DAMAGED", title)),
            new ReportData.Evaluation(
                title,
                "same artist",
                List.of(new ReportData.Measured(title, .71, .6, .5, .45, .5512, .4))),
            Map.of("map.k", "8"));
    return ReportPage.render(data, 100);
  }
}
