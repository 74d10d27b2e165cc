package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The images that an epoch takes from a song: at random places, or end to end. */
final class Patches {

  private Patches() {}

  /** How many images an epoch takes from a song of so many frames. */
  static int count(int frames, Settings settings) {
    int count = settings.training().patchesPerSong();
    return count == 0 ? MelSpectrogram.patches(frames, settings.model().patchFrames()) : count;
  }

  /** The images of an epoch, {@code [nMels][patchFrames]} each; the same for the same arguments. */
  static List<byte[]> of(String trackId, MelSpectrogram song, int epoch, Settings settings) {
    int width = settings.model().patchFrames();
    int count = settings.training().patchesPerSong();
    Random random =
        new Random(settings.training().seed() * 8191L + epoch * 31L + trackId.hashCode());
    int[] starts =
        count == 0
            ? song.patchStarts(width)
            : random.ints(count, 0, song.nFrames() - width + 1).toArray();
    return Arrays.stream(starts).mapToObj(start -> song.cut(start, width)).toList();
  }
}
