package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import java.util.Random;

/** Where an epoch cuts its images from a song. */
final class PatchStarts {

  private PatchStarts() {}

  /**
   * First frames of images.
   *
   * @param count images at random places; 0 = end to end
   */
  static int[] of(MelSpectrogram song, int width, int count, Random random) {
    return count == 0
        ? song.patchStarts(width)
        : random.ints(count, 0, song.nFrames() - width + 1).toArray();
  }
}
