package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.jobs.FaultyFileSystem;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage that fails is no fault of the songs, and nothing that was finished is lost by it. */
class StorageFaultsTest {

  private static final Settings SETTINGS = TestCatalogue.settings("training.max-epochs=1");
  private static final String SONG = "02_Slow_Orchard.mp3";

  @TempDir private Path folder;

  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    catalogue = new TestCatalogue(folder).withSongs(0, 4);
    FaultyFileSystem.register(
        catalogue.context(SETTINGS).spark().sparkContext().hadoopConfiguration());
  }

  @AfterEach
  void heal() {
    FaultyFileSystem.heal();
  }

  private JobContext context() throws IOException {
    JobContext local = catalogue.context(SETTINGS);
    Catalogue faulty =
        Catalogue.open(
            "faulty://" + folder.resolve("catalogue"),
            local.spark().sparkContext().hadoopConfiguration());
    return new JobContext(local.spark(), SETTINGS, faulty, local.runId(), null, local.progress());
  }

  private PipelineJob.Result run() throws IOException {
    return PipelineJob.run(
        context(), PipelineJob.Request.of(List.of("faulty://" + catalogue.music())));
  }

  private InventoryJob.Result inventory() throws IOException {
    return InventoryJob.run(context(), List.of("faulty://" + catalogue.music()));
  }

  private ExtractFeaturesJob.Result features() throws IOException {
    return ExtractFeaturesJob.run(context(), Quarantined.SKIP);
  }

  @Test
  void aFolderThatCannotBeListedIsCountedAndTheOthersAreRead() throws IOException {
    Files.createDirectories(catalogue.music().resolve("closed"));
    FaultyFileSystem.failListing("/closed");
    InventoryJob.Result result = inventory();

    assertThat(result.found()).isEqualTo(5);
    assertThat(result.unreadable()).isEqualTo(1);
    assertThat(LatestTracks.unusable(context()).first().getString(1)).isEqualTo("UNREADABLE");
  }

  @Test
  void readingIsTriedAgain() throws IOException {
    FaultyFileSystem.failOpening(SONG, 2);

    assertThat(inventory().unreadable()).isZero();

    FaultyFileSystem.failOpening(SONG, 2);

    assertThat(features()).isEqualTo(new ExtractFeaturesJob.Result(4, 0, 0));
  }

  @Test
  void aSongThatDoesNotComeIsNoBadSong() throws IOException {
    inventory();
    FaultyFileSystem.failOpening(SONG, 1000);

    assertThat(features()).isEqualTo(new ExtractFeaturesJob.Result(3, 0, 1));

    FaultyFileSystem.heal();

    assertThat(features()).isEqualTo(new ExtractFeaturesJob.Result(1, 0, 0));
  }

  /** An editor of tags may keep length and time of the file, for all that an inventory sees. */
  @Test
  void anotherSongIsNotTakenForTheOneThatWasListed() throws IOException {
    inventory();
    Path song = catalogue.music().resolve(SONG);
    FileTime time = Files.getLastModifiedTime(song);
    byte[] changed = Files.readAllBytes(song);
    changed[changed.length - 1] ^= 1;
    Files.write(song, changed);
    Files.setLastModifiedTime(song, time);

    assertThat(features()).isEqualTo(new ExtractFeaturesJob.Result(3, 0, 1));
    assertThat(LatestTracks.unusable(context()).collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString(0)).endsWith(SONG);
              assertThat(row.getString(1)).isEqualTo("UNREADABLE");
              assertThat(row.getString(2)).startsWith("the file has changed since it was listed");
            });
    assertThat(inventory().read()).isEqualTo(1);
    assertThat(features()).isEqualTo(new ExtractFeaturesJob.Result(1, 0, 0));
    assertThat(inventory().unchanged()).isEqualTo(4);
  }

  @Test
  void aSongThatTheInventoryCannotReadIsReadNextTime() throws IOException {
    FaultyFileSystem.failOpening(SONG, 1000);
    PipelineJob.Result result = run();

    assertThat(result.files().analysed()).isEqualTo(3);
    assertThat(result.files().unread()).isEqualTo(1);
    assertThat(result.files().quarantined()).isZero();

    FaultyFileSystem.heal();

    assertThat(inventory().read()).isEqualTo(1);
    assertThat(features().decoded()).isEqualTo(1);
  }

  @Test
  void storageThatGivesNothingEndsTheRun() {
    FaultyFileSystem.failOpening(".mp3", 1000);

    assertThatThrownBy(this::run)
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILURE))
        .hasMessageContaining("None of the 4 files could be read")
        .hasMessageContaining("Connection reset by peer");
  }

  @Test
  void aFullDiskLeavesWhatWasFinished() throws IOException {
    for (String full : List.of("audio_files", "features", "runs", "models", "embeddings")) {
      FaultyFileSystem.fill(full);

      assertThatThrownBy(this::run).as(full).hasStackTraceContaining("No space left on device");

      FaultyFileSystem.heal();
    }

    PipelineJob.Result result = run();

    // Each stage found what the one before had kept.
    assertThat(result.files().analysed()).isZero();
    assertThat(result.files().reused()).isEqualTo(4);
    assertThat(result.trained()).isFalse();
    assertThat(result.songs().encoded()).isEqualTo(4);
    assertThat(trackIds()).hasSize(4);
  }

  /** Runs side by side, and those after one that was killed, read each other's small files. */
  @Test
  void aFileOfARunIsFoundWholeOrNotAtAll() throws IOException {
    Catalogue runs = context().catalogue();
    runs.write("1", "distance.json", "the first run's");
    FaultyFileSystem.tear("distance.json");

    assertThatThrownBy(() -> runs.write("2", "distance.json", "the second run's"))
        .hasMessageContaining("killed");
    assertThat(runs.latestTextOfRuns("distance.json")).contains("the first run's");

    FaultyFileSystem.heal();
    runs.write("2", "distance.json", "the second run's");
    runs.write("2", "distance.json", "written anew");

    assertThat(runs.latestTextOfRuns("distance.json")).contains("written anew");
    assertThat(folder.resolve("catalogue/runs/2").toFile().list()).containsExactly("distance.json");
  }

  private Set<String> trackIds() throws IOException {
    JobContext context = context();
    return RunTables.collect(context, TestCatalogue.songIndex(context)).files().stream()
        .map(RunTables::trackId)
        .collect(Collectors.toSet());
  }
}
