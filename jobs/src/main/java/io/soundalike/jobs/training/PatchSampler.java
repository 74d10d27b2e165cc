package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Samples the patches of a song for one epoch: at random columns, or end to end. */
final class PatchSampler {

  private PatchSampler() {}

  /** The number of patches that an epoch samples from a song of the given number of columns. */
  static int count(int columns, Settings settings) {
    int count = settings.training().patchesPerSong();
    int perChannel =
        count == 0 ? MelSpectrogram.patchCount(columns, settings.model().patchColumns()) : count;
    return settings.audio().channel().spectrograms() * perChannel;
  }

  /**
   * Samples the patches of one epoch, {@code [nMels][patchColumns]} each, channel after channel.
   * The same arguments give the same patches.
   */
  static List<byte[]> sample(
      String trackId, List<MelSpectrogram> channels, int epoch, Settings settings) {
    int width = settings.model().patchColumns();
    int count = settings.training().patchesPerSong();
    Random random =
        new Random(settings.training().seed() * 8191L + epoch * 31L + trackId.hashCode());
    List<byte[]> patches = new ArrayList<>();

    for (MelSpectrogram channel : channels) {
      int[] starts =
          count == 0
              ? channel.patchStarts(width)
              : random.ints(count, 0, channel.nFrames() - width + 1).toArray();

      for (int start : starts) {
        patches.add(channel.copyPatch(start, width));
      }
    }

    return patches;
  }
}
