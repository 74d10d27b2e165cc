package io.soundalike.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.UserException.ExitCode;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineJobTest {

  private static final Settings SETTINGS = TestCatalogue.settings();

  /** One folder for all tests, since inventories hold paths: what one test has run, others copy. */
  @TempDir private static Path shared;

  private static @Nullable FirstRun firstRun;

  private Path folder;
  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    folder = shared.resolve("test");
    TestCatalogue.delete(folder);
    catalogue = new TestCatalogue(folder.resolve("a")).withSongs(0, 6);
  }

  /** The result of a run over the six songs, made by the first test that asks. */
  private PipelineJob.Result alreadyRun() throws IOException {
    Path snapshot = shared.resolve("snapshot");

    if (firstRun == null) {
      PipelineJob.Result result = catalogue.run(SETTINGS);
      firstRun = new FirstRun(result, catalogue.said());
      catalogue.keep(snapshot);
    } else {
      catalogue.restore(snapshot);
    }

    return firstRun.result();
  }

  private record FirstRun(PipelineJob.Result result, String said) {}

  @Test
  void aFolderBecomesAReport() throws IOException {
    PipelineJob.Result result = alreadyRun();

    assertThat(result.found()).isEqualTo(6);
    assertThat(result.ok()).isEqualTo(6);
    assertThat(result.encoded()).isEqualTo(6);
    assertThat(result.trained()).isTrue();
    assertThat(result.model().epochs()).hasSize(2);
    assertThat(result.model().epochs())
        .allSatisfy(
            epoch -> {
              assertThat(epoch.excess()).isPositive();
              assertThat(epoch.heldOutLoss()).isLessThan(1);
            });
    assertThat(Path.of(URI.create(result.reportUri())))
        .content()
        .contains("Paper Boats - The Tin Lanterns");
    assertThat(Objects.requireNonNull(firstRun).said())
        .contains("floor")
        .contains("excess")
        .contains("epoch  2/2");
    assertDescriptors(Tracks.withFeatures(catalogue.context(SETTINGS)).first());
  }

  private static void assertDescriptors(FeatureRow row) {
    assertThat(row.getSchemaVersion()).isEqualTo(FeatureRow.SCHEMA_VERSION);
    assertThat(row.getMfccMean()).hasSize(20);
    assertThat(row.getMfccCovariance()).hasSize(210);
    assertThat(row.getSpectralContrastMeanDb()).hasSize(7);
    assertThat(row.getChromaMean()).hasSize(12);
    assertThat(row.getCentroidMeanHz()).isBetween(100.0, 11025.0);
    assertThat(row.getLoudnessDbfs()).isBetween(-60.0, 0.0);
  }

  @Test
  void aSecondRunDoesNothing() throws IOException {
    PipelineJob.Result first = alreadyRun();
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.ok()).isZero();
    assertThat(second.reused()).isEqualTo(6);
    assertThat(second.encoded()).isZero();
    assertThat(second.trained()).isFalse();
    assertThat(second.runId()).isEqualTo(first.runId());
    assertThat(catalogue.said())
        .contains("6 files found: 0 read, 6 unchanged")
        .contains("every song is decoded already")
        .contains("every song is encoded already")
        .contains("Nothing has changed");
  }

  @Test
  void oneAddedSongIsDecodedAlone() throws IOException {
    PipelineJob.Result first = alreadyRun();
    catalogue.withSongs(6, 7);
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.ok()).isEqualTo(1);
    assertThat(second.reused()).isEqualTo(6);
    assertThat(second.encoded()).isEqualTo(1);
    assertThat(second.trained()).isFalse();
    assertThat(second.model().modelId()).isEqualTo(first.model().modelId());
    assertThat(catalogue.said()).contains("trained on 5 of now 7 songs (--retrain trains anew)");
    assertThat(RunTables.collect(catalogue.context(SETTINGS)).files()).hasSize(7);
  }

  @Test
  void retrainingTakesTheNewSongs() throws IOException {
    PipelineJob.Result first = alreadyRun();
    catalogue.withSongs(6, 7);
    PipelineJob.Result second =
        PipelineJob.run(
            catalogue.context(SETTINGS),
            List.of(catalogue.music().toString()),
            TrainAutoencoderJob.Reuse.NEVER);

    assertThat(second.trained()).isTrue();
    assertThat(second.encoded()).isEqualTo(7);
    assertThat(second.model().modelId()).isNotEqualTo(first.model().modelId());
    assertThat(TrainAutoencoderJob.existing(catalogue.context(SETTINGS)).modelId())
        .isEqualTo(second.model().modelId());
  }

  @Test
  void changedSettingsRedoWhatDependsOnThem() throws IOException {
    alreadyRun();
    PipelineJob.Result clusters = catalogue.run(TestCatalogue.settings("map.k=3"));

    assertThat(clusters.ok() + clusters.encoded()).isZero();
    assertThat(clusters.trained()).isFalse();
    assertThat(catalogue.said())
        .contains("map.k: 2 -> 3 (neighbours, map and report anew)")
        .contains("3 clusters");

    PipelineJob.Result mels = catalogue.run(TestCatalogue.settings("features.n-mels=16"));

    assertThat(mels.ok()).isEqualTo(6);
    assertThat(mels.encoded()).isEqualTo(6);
    assertThat(mels.trained()).isTrue();
    assertThat(catalogue.said())
        .contains("features.n-mels: 32 -> 16 (features and all that follows anew)");
  }

  @Test
  void aChangedTagIsShownWithoutDecoding() throws IOException {
    PipelineJob.Result first = alreadyRun();
    Path song = catalogue.music().resolve("01_Paper_Boats.mp3");
    Files.move(song, catalogue.music().resolve("renamed.mp3"));
    PipelineJob.Result second = catalogue.run(SETTINGS);

    assertThat(second.ok()).isZero();
    assertThat(second.runId()).isNotEqualTo(first.runId());
    assertThat(catalogue.said()).contains("1 read, 5 unchanged, 1 removed");
  }

  @Test
  void aPlanSaysAllAndDoesNothing() throws IOException {
    List<String> inputs = List.of(catalogue.music().toString());
    PipelineJob.plan(catalogue.context(SETTINGS), inputs);

    assertThat(catalogue.said())
        .contains("6 files found: 6 to read")
        .contains("a model, because there is none of these settings")
        .contains("Nothing was done.");
    assertThat(folder.resolve("a/catalogue")).doesNotExist();

    alreadyRun();
    PipelineJob.plan(catalogue.context(SETTINGS), inputs);

    assertThat(catalogue.said())
        .contains("0 to read (new or changed), 6 unchanged")
        .contains("0 songs to decode")
        .contains("nothing: songs and settings are those of the last run");

    catalogue.withSongs(6, 7);
    PipelineJob.plan(catalogue.context(TestCatalogue.settings("training.seed=3")), inputs);

    assertThat(catalogue.said())
        .contains("1 songs to decode: 1 new or changed")
        .contains("training.seed: 14 -> 3 (model and all that follows anew)");
  }

  @Test
  void badFilesAreQuarantinedAndGoodOnesAreTheSame() throws IOException {
    alreadyRun();
    TestCatalogue mixed = new TestCatalogue(folder.resolve("b")).withSongs(0, 6);
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

    assertThat(result.found()).isEqualTo(11);
    assertThat(result.ok()).isEqualTo(6);
    assertThat(result.quarantined()).isEqualTo(5);
    assertThat(faults(mixed))
        .containsEntry("empty.mp3", "EMPTY")
        .containsEntry("text.mp3", "NOT_AUDIO")
        .containsEntry("text.wav", "NOT_AUDIO")
        .containsEntry("cut.mp3", "TOO_SHORT")
        .containsKey("flipped.mp3");
    assertThat(features(mixed)).isEqualTo(features(catalogue));

    PipelineJob.Result again = mixed.run(SETTINGS);

    assertThat(again.quarantined()).isEqualTo(5);
    assertThat(mixed.said()).contains("every song is decoded already");
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

    assertThat(result.found()).isEqualTo(12);
    assertThat(result.quarantined()).isZero();
    assertThat(catalogue.run(SETTINGS).runId()).isEqualTo(result.runId());
  }

  @Test
  void equalFilesAreOneSong() throws IOException {
    Files.copy(
        catalogue.music().resolve("01_Paper_Boats.mp3"), catalogue.music().resolve("again.mp3"));
    PipelineJob.Result result = catalogue.run(SETTINGS);

    assertThat(result.found()).isEqualTo(7);
    assertThat(result.ok()).isEqualTo(7);
    assertThat(result.encoded()).isEqualTo(6);
  }

  @Test
  void resultsDoNotDependOnPartitions() throws IOException {
    alreadyRun(); // in two partitions
    Map<String, List<Float>> expected = embeddings(catalogue, SETTINGS);

    assertThat(expected).hasSize(6);

    for (int partitions : new int[] {1, 8}) {
      TestCatalogue other =
          new TestCatalogue(folder.resolve("partitions" + partitions)).withSongs(0, 6);
      Settings settings = TestCatalogue.settings("spark.partitions=" + partitions);
      other.run(settings);

      assertThat(embeddings(other, settings)).isEqualTo(expected);
    }
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
    Path empty = Files.createDirectories(folder.resolve("empty"));

    for (String input : List.of(empty.toString(), folder.resolve("missing").toString())) {
      assertThatThrownBy(
              () ->
                  PipelineJob.run(
                      catalogue.context(SETTINGS),
                      List.of(input),
                      TrainAutoencoderJob.Reuse.EXISTING))
          .isInstanceOfSatisfying(
              UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO));
    }
  }

  @Test
  void aPerplexityBeyondTheCatalogueIsAnOperatorsMistake() throws IOException {
    alreadyRun();

    assertThatThrownBy(() -> catalogue.run(TestCatalogue.settings("map.perplexity=30")))
        .isInstanceOf(UserException.class)
        .hasMessage("map.perplexity 30.0 needs more than 91 points, got 6.");
  }

  @Test
  void oneAndTwoSongsHaveAReport() throws IOException {
    for (int songs = 1; songs <= 2; songs++) {
      TestCatalogue small = new TestCatalogue(folder.resolve("small" + songs)).withSongs(0, songs);

      assertThat(Path.of(URI.create(small.run(SETTINGS).reportUri()))).exists();
    }
  }

  @Test
  void anInterruptedStageIsDoneAgain() throws IOException {
    alreadyRun();
    String fingerprint = SettingsFingerprint.FEATURES.of(SETTINGS);
    Path features = folder.resolve("a/catalogue/features/fp=" + fingerprint);

    try (var files = Files.walk(features)) {
      for (Path file : files.filter(f -> f.getFileName().toString().equals("_SUCCESS")).toList()) {
        Files.delete(file);
      }
    }

    PipelineJob.Result again = catalogue.run(SETTINGS);

    assertThat(again.ok()).isEqualTo(6);
    assertThat(again.encoded()).isZero();
  }

  private static Map<String, String> faults(TestCatalogue catalogue) throws IOException {
    Map<String, String> faults = new TreeMap<>();
    Tracks.quarantined(catalogue.context(SETTINGS))
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

    for (FeatureRow row : Tracks.withFeatures(catalogue.context(SETTINGS)).collectAsList()) {
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

  private static Map<String, List<Float>> embeddings(TestCatalogue catalogue, Settings settings)
      throws IOException {
    JobContext context = catalogue.context(settings);
    Map<String, List<Float>> rows = new TreeMap<>();

    for (EmbeddingRow row :
        context
            .catalogue()
            .embeddingRows(context.spark(), TrainAutoencoderJob.existing(context).modelId())
            .collectAsList()) {
      List<Float> values = new java.util.ArrayList<>();

      for (float value : row.getEmbedding()) {
        values.add(value);
      }

      rows.put(row.getTrackId(), values);
    }

    return rows;
  }
}
