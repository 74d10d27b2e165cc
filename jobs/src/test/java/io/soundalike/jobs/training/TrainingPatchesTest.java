package io.soundalike.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.settings.SettingsReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingPatchesTest {

  @Test
  void epochsUseSongsCyclically() {
    List<String> five = List.of("a", "b", "c", "d", "e");

    assertThat(TrainingPatches.songsOfEpoch(five, 1, 2)).containsExactly("a", "b");
    assertThat(TrainingPatches.songsOfEpoch(five, 2, 2)).containsExactly("c", "d");
    assertThat(TrainingPatches.songsOfEpoch(five, 3, 2)).containsExactly("e", "a");
    assertThat(TrainingPatches.songsOfEpoch(five, 4, 9)).isEqualTo(five);
  }

  @Test
  void contrastiveTrainingGroupsPatchesInPairs() {
    List<byte[]> patches = List.of(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4});
    List<Views> pairs = Views.of(7, patches, SettingsReader.defaults());
    List<Views> single =
        Views.of(
            7,
            patches,
            SettingsReader.read(
                List.of(), List.of("training.contrast=0", "model.pooling=mean-std")));

    assertThat(pairs)
        .extracting(Views::patches)
        .containsExactly(patches.subList(0, 2), patches.subList(2, 4));
    assertThat(pairs).extracting(Views::song).containsOnly(7);
    assertThat(single).hasSize(4);
  }
}
