package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The images that an epoch takes from a song: at random places, or end to end. */
final class PatchSampler {

  private PatchSampler() {}

  /** How many images an epoch takes from a song of so many columns. */
  static int count(int columns, Settings settings) {
    int count = settings.training().patchesPerSong();
    int ofChannel =
        count == 0 ? MelSpectrogram.patchCount(columns, settings.model().patchColumns()) : count;
    return settings.audio().channel().spectrograms() * ofChannel;
  }

  /**
   * The images of an epoch, {@code [nMels][patchColumns]} each, channel after channel; the same for
   * the same arguments.
   */
  static List<byte[]> of(
      String trackId, List<MelSpectrogram> channels, int epoch, Settings settings) {
    int width = settings.model().patchColumns();
    int count = settings.training().patchesPerSong();
    Random random =
        new Random(settings.training().seed() * 8191L + epoch * 31L + trackId.hashCode());
    List<byte[]> images = new ArrayList<>();

    for (MelSpectrogram channel : channels) {
      int[] starts =
          count == 0
              ? channel.patchStarts(width)
              : random.ints(count, 0, channel.nFrames() - width + 1).toArray();

      for (int start : starts) {
        images.add(channel.copyPatch(start, width));
      }
    }

    return images;
  }
}
