package io.soundalike.browser;

import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.clustering.WardLinkage;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.ReportData;
import io.soundalike.report.ReportPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/** Report pages with hostile tags, and with very many songs. */
final class Reports {

  /**
   * Payloads that set {@code window.pwned}, show a dialog or send a request if they are executed.
   */
  static final List<String> PAYLOADS =
      List.of(
          "<script>window.pwned=1</script>",
          "</script><script>alert(1)</script>",
          "<img src=x onerror=alert(2)>",
          "<svg onload=alert(3)>",
          "\"><script>alert(4)</script>",
          "' onmouseover='alert(5)' x='",
          "\" onfocus=\"alert(6)\" autofocus=\"",
          "<iframe src=\"javascript:alert(7)\"></iframe>",
          "javascript:alert(8)",
          "<a href=\"javascript:alert(9)\">x</a>",
          "<!-- <script> -->",
          "]]><script>alert(10)</script><![CDATA[",
          "{{settings}} {{{data}}}",
          "${alert(11)} `${alert(12)}`",
          "\\u003cscript\\u003ealert(13)\\u003c/script\\u003e",
          "<link rel=stylesheet href=http://example.org/x.css>",
          "<style>@import 'http://example.org/y.css';</style>",
          "<base href=http://example.org/><img src=z.png>",
          "<meta http-equiv=refresh content=\"0;url=http://example.org/\">",
          "=cmd|' /C calc'!A0 \u202E\uFEFF </textarea></title></style><b>",
          "__proto__");

  private Reports() {}

  static byte[] hostile() {
    List<ReportData.Track> tracks = new ArrayList<>();
    List<List<ReportData.Neighbour>> neighbours = new ArrayList<>();
    List<List<Integer>> leaves = new ArrayList<>();
    int n = PAYLOADS.size();
    double[][] points = new double[n][];

    for (int i = 0; i < n; i++) {
      String evil = PAYLOADS.get(i);
      points[i] = new double[] {Math.sin(i), Math.cos(3.0 * i)};
      tracks.add(
          new ReportData.Track(
              "file:/music/" + evil,
              evil,
              PAYLOADS.get((i + 1) % n),
              PAYLOADS.get((i + 2) % n),
              100,
              120,
              PAYLOADS.get((i + 3) % n),
              points[i][0],
              points[i][1],
              i % 3));
      neighbours.add(List.of(new ReportData.Neighbour((i + 1) % n, .5, new float[] {.1f, .9f})));
      leaves.add(List.of(i));
    }

    Dendrogram tree = WardLinkage.link(points);
    String evil = PAYLOADS.get(1);
    return page(
        new ReportData(
            evil,
            tracks,
            List.of("embedding", evil),
            neighbours,
            new ReportData.Tree(tree, leaves),
            new ReportData.MapQuality(.5, 0, 0, .5, .5),
            List.of(
                new ReportData.AlternativeMap(
                    evil, new double[tracks.size()], new double[tracks.size()], .5, .5)),
            List.of(
                new ReportData.Cluster(
                    0, new ClusterProfile(7, 0, List.of(new ClusterProfile.Trait(evil, 1, 2, 3))))),
            List.of(new TrainedModel.Epoch(1, 0.7, 0.68, 0.6, 0, 0.01, 0.04, 2)),
            List.of(),
            new ReportData.Files(
                PAYLOADS.stream().map(p -> new ReportData.Quarantined(p, p, p)).toList(),
                21,
                List.of(PAYLOADS),
                PAYLOADS.stream().map(p -> new ReportData.AudioIssue(p, p)).toList(),
                21,
                Map.of(evil, 1L)),
            new ReportData.Evaluation(
                evil, evil, List.of(new ReportData.DistanceMetrics(evil, .7, .6, .5, .4, .6, 1))),
            false,
            Map.of(evil, evil)));
  }

  static byte[] large(int songs) {
    Random random = new Random(14);
    List<ReportData.Track> tracks = new ArrayList<>();
    List<List<ReportData.Neighbour>> neighbours = new ArrayList<>();

    for (int i = 0; i < songs; i++) {
      int group = i % 40;
      tracks.add(
          new ReportData.Track(
              "s3a://bucket/music/Artist %d/Album %d/%02d.mp3".formatted(i / 40, i / 12, i % 12),
              "Song number " + i,
              "Artist " + i / 40,
              "Album " + i / 12,
              200,
              80 + random.nextInt(100),
              "C Major",
              10 * Math.sin(group) + random.nextGaussian(),
              10 * Math.cos(2.3 * group) + random.nextGaussian(),
              group));
      int song = i;
      neighbours.add(
          IntStream.rangeClosed(1, 10)
              .mapToObj(
                  k ->
                      new ReportData.Neighbour(
                          (song + 40 * k) % songs, .03 * k, new float[] {.1f, .2f, .3f, .4f}))
              .toList());
    }

    return plain(tracks, List.of("embedding", "timbre", "texture", "rhythm"), neighbours);
  }

  /** Songs without neighbours. */
  static byte[] ofFiles(List<String> paths) {
    List<ReportData.Track> tracks =
        IntStream.range(0, paths.size())
            .mapToObj(
                i ->
                    new ReportData.Track(
                        paths.get(i), null, null, null, 2, 100, "C Major", i, 2.0 * i, 0))
            .toList();
    return plain(
        tracks, List.of(), tracks.stream().map(t -> List.<ReportData.Neighbour>of()).toList());
  }

  private static byte[] plain(
      List<ReportData.Track> tracks,
      List<String> components,
      List<List<ReportData.Neighbour>> neighbours) {
    return page(
        new ReportData(
            "plain",
            tracks,
            components,
            neighbours,
            null,
            new ReportData.MapQuality(2, 50_000, 0, .3, .9),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new ReportData.Files(List.of(), 0, List.of(), List.of(), 0, Map.of()),
            null,
            false,
            Map.of()));
  }

  private static byte[] page(ReportData data) {
    return Objects.requireNonNull(ReportPage.render(data).get(ReportPage.INDEX));
  }
}
