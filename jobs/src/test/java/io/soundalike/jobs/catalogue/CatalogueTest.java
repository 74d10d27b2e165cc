package io.soundalike.jobs.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.table.CatalogueTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

  private static final List<String> RUNS =
      List.of("20260101T000000Z-aaaa", "20260102T000000Z-bbbb");

  @TempDir private Path root;

  private Catalogue catalogue;

  @BeforeEach
  void open() throws IOException {
    catalogue = Catalogue.open(root.toString(), new Configuration());
  }

  private static RunManifest manifest(String runId) {
    return new RunManifest(
        runId,
        "4ea45e0a12bc",
        "6b9e180d6357-a61d06",
        "384944ec8862",
        new RunCounts(
            new RunCounts.Files(10, 6, 5, 2, 2, 1),
            new RunCounts.Songs(6, 4, 1, 3),
            Map.of("wma", 9L)),
        1,
        576,
        2,
        new RunManifest.Versions("0.1.0", "17", "3.5.5"),
        Map.of("inventory", 1.5, "report", 0.25));
  }

  @Test
  void aManifestIsReadBackAndMakesARunComplete() throws IOException {
    catalogue.write(RUNS.get(1), CatalogueTables.SETTINGS_FILE, "soundalike.map.k = 5\n");
    catalogue.commitRun(manifest(RUNS.get(0)));

    assertThat(catalogue.completeRuns()).containsExactly(RUNS.get(0));
    assertThat(catalogue.manifest(RUNS.get(0))).isEqualTo(manifest(RUNS.get(0)));
    assertThat(catalogue.latestSettings()).contains("soundalike.map.k = 5\n");
  }

  @Test
  void aManifestOfAnOlderVersionIsRead() throws IOException {
    catalogue.write(
        RUNS.get(0),
        CatalogueTables.MANIFEST_FILE,
        "{\"runId\": \"r\", \"found\": 40, \"ok\": 30, \"reused\": 7, \"quarantined\": 2,"
            + " \"unread\": 1, \"read\": 33, \"decoded\": 28, \"encoded\": 27, \"state\": \"s\","
            + " \"stageSeconds\": {\"map\": 3.5}}");
    RunManifest read = catalogue.manifest(RUNS.get(0));

    assertThat(read.counts().files()).isEqualTo(new RunCounts.Files(40, 33, 30, 7, 2, 1));
    assertThat(read.counts().songs()).isEqualTo(new RunCounts.Songs(0, 28, 0, 27));
    assertThat(read.stageSeconds()).isEqualTo(Map.of("map", 3.5));
    assertThat(read.modelId()).isEmpty();
    assertThat(read.versions()).isEqualTo(new RunManifest.Versions("", "", ""));
  }

  @Test
  void filesOfACatalogueOpenNothingElse() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(200);
      String url = "include url(\"http://127.0.0.1:" + server.getLocalPort() + "/x\")";

      for (String text : List.of(url, "include file(\"/etc/hostname\")", "state = ${HOME}")) {
        for (String name : List.of("manifest.json", "distance.json", "map.json")) {
          catalogue.write(RUNS.get(0), name, text);

          assertRefused(name, () -> catalogue.configOfRun(RUNS.get(0), name));
          assertRefused(name, () -> catalogue.latestConfigOfRuns(name, json -> true));
        }

        assertRefused("manifest.json", () -> catalogue.manifest(RUNS.get(0)));
      }

      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private interface Reading {

    void read() throws IOException;
  }

  private static void assertRefused(String name, Reading reading) {
    assertThatThrownBy(reading::read)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/runs/" + RUNS.get(0) + "/" + name + " is damaged")
        .hasMessageContaining("not allowed in a file of a catalogue");
  }

  @Test
  void aDamagedManifestIsOneSentence() throws IOException {
    for (String text : List.of("{\"found\": ", "{\"found\": \"many\"}", "[]")) {
      catalogue.write(RUNS.get(0), CatalogueTables.MANIFEST_FILE, text);

      assertThatThrownBy(() -> catalogue.manifest(RUNS.get(0)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("manifest.json is damaged; restore it or delete the folder");
    }
  }

  @Test
  void theLatestFileOfAKindIsFound() throws IOException {
    catalogue.write(RUNS.get(0), "map.json", "{\"source\": \"a\", \"n\": 1}");
    catalogue.write(RUNS.get(1), "map.json", "{\"source\": \"b\", \"n\": 2}");
    Files.createDirectories(root.resolve("runs/" + RUNS.get(1) + "/map_points"));

    assertThat(catalogue.latestTextOfRuns("map.json").orElseThrow()).contains("\"n\": 2");
    assertThat(
            catalogue
                .latestConfigOfRuns("map.json", json -> json.getString("source").equals("a"))
                .map(json -> json.getInt("n")))
        .contains(1);
    assertThat(catalogue.latestRunWith("map.json", json -> true, List.of())).contains(RUNS.get(1));
    assertThat(catalogue.latestRunWith("map.json", json -> true, List.of("map_points"))).isEmpty();
    assertThat(catalogue.latestTextOfRuns("distance.json")).isEmpty();
  }

  @Test
  void aRunsGroupsAreItsOwn() throws IOException {
    GroupedTable table = catalogue.featureTable("0123456789ab");
    String run = RUNS.get(0);

    for (String group :
        List.of(run, GroupedTable.groupName(run, 2), run + "x", run + "-1", RUNS.get(1))) {
      Files.createDirectories(root.resolve("features/fp=0123456789ab/run=" + group));
      Files.createFile(root.resolve("features/fp=0123456789ab/run=" + group + "/_SUCCESS"));
    }

    Files.createDirectories(root.resolve("features/fp=0123456789ab/run=" + run + "-000003"));

    assertThat(GroupedTable.groupName(run, 0)).isEqualTo(run);
    assertThat(table.groups()).hasSize(5);
    assertThat(table.groupsOf(run)).containsExactly("run=" + run, "run=" + run + "-000002");
    assertThat(table.groupsOf("2026")).isEmpty();
    assertThat(table.uncommittedBefore(RUNS.get(1))).containsExactly("run=" + run + "-000003");
    assertThat(catalogue.featureTables())
        .extracting(GroupedTable::name)
        .containsExactly("features/fp=0123456789ab");
  }

  @Test
  void prunableFoldersComeBeforeWhatTheyWereMadeFrom() throws IOException {
    for (String folder :
        List.of(
            "runs/" + RUNS.get(0),
            "runs/" + RUNS.get(1),
            "audio_files/run=" + RUNS.get(0),
            "audio_files/run=" + RUNS.get(1),
            "audio_files_read/run=" + RUNS.get(0),
            "embeddings/model=old/run=" + RUNS.get(0),
            "embeddings/model=new/run=" + RUNS.get(0),
            "features/fp=f/run=" + RUNS.get(0),
            "models/old/checkpoints/run=" + RUNS.get(0),
            "models/new/checkpoints/run=" + RUNS.get(0))) {
      Files.createDirectories(root.resolve(folder));
    }

    Files.createFile(root.resolve("audio_files/run=" + RUNS.get(0) + "/_SUCCESS"));
    Files.createFile(root.resolve("audio_files/run=" + RUNS.get(1) + "/_SUCCESS"));
    Files.createFile(root.resolve("features/fp=f/run=" + RUNS.get(0) + "/_SUCCESS"));

    assertThat(catalogue.prunableFolders(RUNS.get(1)).find(Set.of("old"), Set.of("gone")))
        .containsExactly(
            "runs/" + RUNS.get(0),
            "audio_files/run=" + RUNS.get(0),
            "audio_files_read/run=" + RUNS.get(0),
            "embeddings/model=new/run=" + RUNS.get(0),
            "embeddings/model=old",
            "models/old",
            "models/new/checkpoints/run=" + RUNS.get(0));
  }
}
