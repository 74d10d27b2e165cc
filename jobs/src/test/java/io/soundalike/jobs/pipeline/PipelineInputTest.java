package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FirstRun;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.catalogue.RunCounts;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline makes of files as they come. */
class PipelineInputTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  @TempDir private static Path shared;

  private FirstRun firstRun;
  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    firstRun = FirstRun.in(shared);
    catalogue = firstRun.catalogue();
  }

  @Test
  void badFilesAreQuarantinedAndGoodOnesAreTheSame() throws IOException {
    firstRun.result();
    TestCatalogue mixed = new TestCatalogue(firstRun.folder().resolve("b")).withSongs(0, 6);
    byte[] song = Files.readAllBytes(mixed.music().resolve("02_Slow_Orchard.mp3"));
    byte[] flipped = song.clone();
    Random random = new Random(1);

    for (int i = 0; i < flipped.length / 20; i++) {
      flipped[random.nextInt(flipped.length)] ^= (byte) 0xA5;
    }

    Files.write(mixed.music().resolve("empty.mp3"), new byte[0]);
    Files.writeString(mixed.music().resolve("text.mp3"), "not a song\n".repeat(500));
    Files.write(mixed.music().resolve("cut.mp3"), Arrays.copyOf(song, song.length / 4));
    Files.write(mixed.music().resolve("flipped.mp3"), flipped);
    Files.writeString(mixed.music().resolve("text.wav"), "no song ".repeat(1000));
    Files.writeString(mixed.music().resolve("cover.jpg"), "no song, and not counted");
    // Bytes tell what a file is: a song keeps its rows under another ending.
    Files.move(mixed.music().resolve("01_Paper_Boats.mp3"), mixed.music().resolve("an mp3.flac"));
    PipelineJob.Result result = mixed.run(SETTINGS);

    assertThat(result.files().found()).isEqualTo(11);
    assertThat(result.files().analysed()).isEqualTo(6);
    assertThat(result.files().quarantined()).isEqualTo(5);
    assertThat(faults(mixed))
        .containsEntry("empty.mp3", "EMPTY")
        .containsEntry("text.mp3", "NOT_AUDIO")
        .containsEntry("text.wav", "NOT_AUDIO")
        .containsEntry("cut.mp3", "TOO_SHORT")
        .containsKey("flipped.mp3");
    assertThat(features(mixed)).isEqualTo(features(catalogue));

    PipelineJob.Result again = mixed.run(SETTINGS);

    assertThat(again.files().quarantined()).isEqualTo(5);
    assertThat(mixed.said()).contains("every song is analysed already");
  }

  @Test
  void strangeNamesAreNames() throws IOException {
    byte[] song = Files.readAllBytes(catalogue.music().resolve("01_Paper_Boats.mp3"));

    for (int i = 0; i < 5; i++) {
      String name =
          List.of(
                  "a:b.mp3",
                  "[1] %20 #?.MP3",
                  "new\nline.mp3",
                  "<b>&'\".mp3",
                  "\t\r\u0001\u007f\u202e.mp3")
              .get(i);
      song[song.length - 1] = (byte) i;
      Files.write(catalogue.music().resolve(name), song);
    }

    Path deep = catalogue.music();

    // A path of about 3,800 bytes; file systems end at 4,096, and at 255 for a name.
    while (deep.toString().length() < 3500) {
      deep = Files.createDirectory(deep.resolve("d".repeat(200)));
    }

    song[song.length - 1] = 77;
    Files.write(deep.resolve("n".repeat(251) + ".mp3"), song);
    PipelineJob.Result result = catalogue.run(SETTINGS);

    assertThat(result.files().found()).isEqualTo(12);
    assertThat(result.files().quarantined()).isZero();
    assertThat(catalogue.run(SETTINGS).runId()).isEqualTo(result.runId());
  }

  @Test
  void equalFilesAreOneSong() throws IOException {
    Files.copy(
        catalogue.music().resolve("01_Paper_Boats.mp3"), catalogue.music().resolve("again.mp3"));
    PipelineJob.Result result = catalogue.run(SETTINGS);

    assertThat(result.files().found()).isEqualTo(7);
    assertThat(result.files().analysed()).isEqualTo(7);
    assertThat(result.songs()).isEqualTo(new RunCounts.Songs(6, 6, 0, 6));
    assertThat(catalogue.said()).contains("6 songs analysed, 0 quarantined");
    assertThat(catalogue.context(SETTINGS).catalogue().manifest(result.runId()).counts())
        .isEqualTo(result.counts());
  }

  @Test
  void tooManyBadFilesEndTheRun() throws IOException {
    for (int i = 0; i < 9; i++) {
      Files.writeString(catalogue.music().resolve("text" + i + ".mp3"), "no song " + i);
    }

    assertThatThrownBy(() -> catalogue.run(SETTINGS))
        .isInstanceOfSatisfying(
            UserException.class,
            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TOO_MANY_BAD_FILES))
        .hasMessageContaining("9 of 15 files are quarantined");
  }

  @Test
  void inputsWithoutSongsAreRefused() throws IOException {
    Path empty = Files.createDirectories(firstRun.folder().resolve("empty"));

    for (String input :
        List.of(empty.toString(), firstRun.folder().resolve("missing").toString())) {
      assertThatThrownBy(
              () ->
                  PipelineJob.run(
                      catalogue.context(SETTINGS), PipelineJob.Request.of(List.of(input))))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_INPUT));
    }
  }

  @Test
  void aPerplexityBeyondTheCatalogueIsAnOperatorsMistake() throws IOException {
    firstRun.result();

    assertThatThrownBy(() -> catalogue.run(TestCatalogue.settings("map.perplexity=30")))
        .isInstanceOf(UserException.class)
        .hasMessage("map.perplexity 30.0 needs more than 91 points, got 6.");
  }

  @Test
  void oneAndTwoSongsHaveAReport() throws IOException {
    for (int songs = 1; songs <= 2; songs++) {
      TestCatalogue small =
          new TestCatalogue(firstRun.folder().resolve("small" + songs)).withSongs(0, songs);

      assertThat(Path.of(URI.create(small.run(SETTINGS).reportUri()))).exists();
    }
  }

  private static Map<String, String> faults(TestCatalogue catalogue) throws IOException {
    Map<String, String> faults = new TreeMap<>();
    LatestTracks.unusable(catalogue.context(SETTINGS))
        .collectAsList()
        .forEach(
            row ->
                faults.put(
                    row.getString(0).substring(row.getString(0).lastIndexOf('/') + 1),
                    row.getString(1)));
    return faults;
  }

  /** Each song's row as text, pictures and all. */
  private static Map<String, String> features(TestCatalogue catalogue) throws IOException {
    Map<String, String> rows = new TreeMap<>();

    for (FeatureRow row : LatestTracks.withFeatures(catalogue.context(SETTINGS)).collectAsList()) {
      rows.put(
          row.getTrackId(),
          List.of(
                  row.getTempoBpm(),
                  row.getBeatDiffMeanSeconds(),
                  row.getRolloffMeanHz(),
                  row.getZcrMean(),
                  row.getMelMean(),
                  row.getMelStd(),
                  row.getOnsetMean(),
                  row.getKeySignature(),
                  row.getTonicZ(),
                  row.getSamplePoints())
              + new String(row.getSpectrogram(), StandardCharsets.ISO_8859_1));
    }

    return rows;
  }
}
