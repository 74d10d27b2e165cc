package io.soundalike.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on one catalogue with other limits each; songs have 5 s, but one has 8 s and one 4.1 s. */
class LimitChangesTest {

  private static final String LONG = "long.mp3";
  private static final String SHORT = "short.mp3";

  @TempDir private Path folder;

  private TestCatalogue catalogue;

  @BeforeEach
  void songs() throws IOException {
    catalogue = withSongs(new TestCatalogue(folder.resolve("a")));
  }

  private static TestCatalogue withSongs(TestCatalogue catalogue) throws IOException {
    catalogue.withSongs(0, 3);
    Files.write(catalogue.music().resolve(LONG), DemoCatalogue.encode(3, 8, 14));
    Files.write(catalogue.music().resolve(SHORT), DemoCatalogue.encode(4, 4, 14));
    return catalogue;
  }

  private static Settings settings(String... overrides) {
    return TestCatalogue.settings(overrides);
  }

  /** Inventory and features alone. */
  private static ExtractFeaturesJob.Result analyse(TestCatalogue catalogue, Settings settings)
      throws IOException {
    JobContext context = catalogue.context(settings);
    InventoryJob.run(context, List.of(catalogue.music().toString()));
    return ExtractFeaturesJob.run(context, Quarantined.SKIP);
  }

  private ExtractFeaturesJob.Result analyse(String... overrides) throws IOException {
    return analyse(catalogue, settings(overrides));
  }

  private static ExtractFeaturesJob.Result result(long decoded, long quarantined) {
    return new ExtractFeaturesJob.Result(decoded, quarantined, 0);
  }

  /** Reasons by file, after an analysis. */
  private static Map<String, String> unusable(TestCatalogue catalogue, String... overrides)
      throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    LatestTracks.unusable(catalogue.context(settings(overrides)))
        .collectAsList()
        .forEach(
            row ->
                reasons.put(
                    row.getString(0).substring(row.getString(0).lastIndexOf('/') + 1),
                    row.getString(1) + ": " + row.getString(2)));
    return reasons;
  }

  private Map<String, String> unusable(String... overrides) throws IOException {
    return unusable(catalogue, overrides);
  }

  @Test
  void aHigherMaximumDecodesOnlyTheSongsThatItExcluded() throws IOException {
    assertThat(analyse("audio.max-seconds=6")).isEqualTo(result(4, 1));
    assertThat(unusable("audio.max-seconds=6"))
        .containsExactly(Map.entry(LONG, "TOO_LONG: longer than 6.0 s"));
    assertThat(analyse("audio.max-seconds=6")).isEqualTo(result(0, 0));
    // How long the song is was not known yet.
    assertThat(analyse("audio.max-seconds=7")).isEqualTo(result(0, 1));
    assertThat(analyse("audio.max-seconds=6.5")).isEqualTo(result(0, 0));
    assertThat(analyse("audio.max-seconds=9")).isEqualTo(result(1, 0));
    assertThat(unusable("audio.max-seconds=9")).isEmpty();
    assertThat(analyse("audio.max-seconds=100")).isEqualTo(result(0, 0));
  }

  @Test
  void aLowerMinimumDecodesOnlyTheSongsThatItExcluded() throws IOException {
    assertThat(analyse("audio.min-seconds=4.5")).isEqualTo(result(4, 1));
    assertThat(unusable("audio.min-seconds=4.5"))
        .containsExactly(Map.entry(SHORT, "TOO_SHORT: 4.1 s of sound, at least 4.5 s are needed"));
    // The length is known: a minimum above it needs no decoding.
    assertThat(analyse("audio.min-seconds=4.2")).isEqualTo(result(0, 0));
    assertThat(unusable("audio.min-seconds=4.2"))
        .containsExactly(Map.entry(SHORT, "TOO_SHORT: 4.1 s of sound, at least 4.2 s are needed"));
    assertThat(analyse("audio.min-seconds=3.5")).isEqualTo(result(1, 0));
    assertThat(unusable("audio.min-seconds=3.5")).isEmpty();
  }

  @Test
  void resultsDependOnTheLimitsAndNotOnEarlierOnes() throws IOException {
    String[] narrow = {"audio.min-seconds=4.5", "audio.max-seconds=6"};
    analyse();
    analyse(narrow);
    TestCatalogue fresh = withSongs(new TestCatalogue(folder.resolve("b")));
    analyse(fresh, settings(narrow));

    assertThat(unusable(narrow)).hasSize(2).isEqualTo(unusable(fresh, narrow));
    assertThat(LatestTracks.withFeatures(catalogue.context(settings(narrow))).count()).isEqualTo(3);
    assertThat(analyse()).isEqualTo(result(0, 0));
    assertThat(LatestTracks.withFeatures(catalogue.context(settings())).count()).isEqualTo(5);
  }

  @Test
  void filesThatAreTooBigAreReadOnceTheyAreNot() throws IOException {
    String[] small = {"audio.max-bytes=100000"};

    assertThat(analyse(small)).isEqualTo(result(4, 0));
    assertThat(unusable(small))
        .containsOnlyKeys(LONG)
        .containsValue("TOO_BIG: " + size() + " bytes, at most 100000 are read");
    assertThat(analyse()).isEqualTo(result(1, 0));
    assertThat(unusable()).isEmpty();
    assertThat(analyse(small)).isEqualTo(result(0, 0));
    assertThat(unusable(small)).containsOnlyKeys(LONG);
    assertThat(analyse()).isEqualTo(result(0, 0));
  }

  private long size() throws IOException {
    return Files.size(catalogue.music().resolve(LONG));
  }

  @Test
  void aRunKeepsModelAndEmbeddingsWhateverTheLimitsAre() throws IOException {
    Settings narrow = settings("audio.max-seconds=6", "training.max-epochs=1");
    Settings wide = settings("audio.max-seconds=9", "training.max-epochs=1");
    PipelineJob.Result first = catalogue.run(narrow);
    Map<String, String> embeddings = embeddings(first);

    assertThat(first.files().quarantined()).isEqualTo(1);
    assertThat(embeddings).hasSize(4);

    PipelineJob.Result second = catalogue.run(wide);

    assertThat(second.songs().analysed()).isEqualTo(1);
    assertThat(second.songs().encoded()).isEqualTo(1);
    assertThat(second.trained()).isFalse();
    assertThat(embeddings(second)).hasSize(5).containsAllEntriesOf(embeddings);

    PipelineJob.Result third = catalogue.run(narrow);

    assertThat(third.files().quarantined()).isEqualTo(1);
    assertThat(third.files().reused()).isEqualTo(4);
    assertThat(third.songs().analysed()).isZero();
    assertThat(third.songs().usable()).isEqualTo(4);
    assertThat(catalogue.tables(narrow).files()).hasSize(4);

    PipelineJob.Result fourth = catalogue.run(wide);

    assertThat(fourth.songs().analysed() + fourth.songs().encoded()).isZero();
    assertThat(catalogue.tables(wide).files()).hasSize(5);
  }

  private Map<String, String> embeddings(PipelineJob.Result result) throws IOException {
    JobContext context = catalogue.context(settings());
    Map<String, String> embeddings = new TreeMap<>();

    for (EmbeddingRow row :
        context
            .catalogue()
            .embeddingRows(context.spark(), result.model().modelId())
            .collectAsList()) {
      embeddings.put(row.getTrackId(), Arrays.toString(row.getEmbedding()));
    }

    return embeddings;
  }
}
