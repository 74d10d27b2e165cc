package io.soundalike.jobs.training;

import static io.soundalike.jobs.training.AnalysedSongs.PLAIN;
import static io.soundalike.jobs.training.AnalysedSongs.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.table.EmbeddingRow;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One network for each song. */
class PerSongTrainerTest {

  @TempDir private static Path shared;

  private AnalysedSongs songs;

  @BeforeEach
  void analysedSongs() throws IOException {
    songs = AnalysedSongs.in(shared);
  }

  @Test
  void everySongIsTrainedOnce() throws IOException {
    String[] perSong = join(PLAIN, "training.mode=per-song", "model.pooling=flatten");
    TrainedModel model = songs.train(perSong);
    JobContext context = songs.context(perSong);

    assertThat(model.trainedTracks()).isEqualTo(6);
    assertThat(
            context.catalogue().models().songRows(context.spark(), model.modelId()).collectAsList())
        .hasSize(6)
        .allSatisfy(
            row -> {
              assertThat(row.getEpochs()).isEqualTo(2);
              assertThat(row.getLoss()).isGreaterThan(row.getEntropy());
            })
        .extracting(row -> row.getParameters()[0])
        .doesNotHaveDuplicates();

    EncodeTracksJob.run(context, model);
    List<EmbeddingRow> embeddings =
        context.catalogue().embeddingRows(context.spark(), model.modelId()).collectAsList();

    assertThat(embeddings).hasSize(6);
    assertThat(embeddings.get(0).getEmbedding()).hasSize(4 * 8 * 16);

    // A song that is added later is trained alone.
    songs.catalogue().withSongs(6, 7);
    JobContext later = songs.context(perSong);
    InventoryJob.run(later, List.of(songs.catalogue().music().toString()));
    ExtractFeaturesJob.run(later, Quarantined.SKIP);

    assertThat(songs.train(perSong).trainedTracks()).isEqualTo(7);
    assertThat(songs.catalogue().said()).contains("training one network for each of 1 song");

    TrainAutoencoderJob.Result again =
        TrainAutoencoderJob.run(songs.context(perSong), Reuse.EXISTING);

    assertThat(again.trained()).isFalse();
  }
}
