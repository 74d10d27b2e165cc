package io.soundalike.jobs.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.settings.SettingsReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingImagesTest {

  @Test
  void songsTakeTurns() {
    List<String> five = List.of("a", "b", "c", "d", "e");

    assertThat(TrainingImages.turn(five, 1, 2)).containsExactly("a", "b");
    assertThat(TrainingImages.turn(five, 2, 2)).containsExactly("c", "d");
    assertThat(TrainingImages.turn(five, 3, 2)).containsExactly("e", "a");
    assertThat(TrainingImages.turn(five, 4, 9)).isEqualTo(five);
  }

  @Test
  void imagesOfASongGoInPairsWhereSongsAreToldApart() {
    List<byte[]> images = List.of(new byte[] {1}, new byte[] {2}, new byte[] {3}, new byte[] {4});
    List<Views> pairs = Views.of(7, images, SettingsReader.defaults());
    List<Views> single =
        Views.of(
            7,
            images,
            SettingsReader.read(
                List.of(), List.of("training.contrast=0", "model.pooling=mean-std")));

    assertThat(pairs)
        .extracting(Views::images)
        .containsExactly(images.subList(0, 2), images.subList(2, 4));
    assertThat(pairs).extracting(Views::song).containsOnly(7);
    assertThat(single).hasSize(4);
  }
}
