package io.soundalike.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes an image as another mastering or another codec might, so that the network learns to hear
 * through them: louder or softer, brighter or duller; and hides a band of frequencies.
 *
 * <p>References: T. Chen et al., A simple framework for contrastive learning of visual
 * representations, ICML 2020; D. S. Park et al., SpecAugment, Interspeech 2019
 */
public final class Augmentation {

  /** In the image's unit: 12 dB of 80. */
  private static final float GAIN = .15f;

  /** At the lowest band, and with the other sign at the highest. */
  private static final float TILT = .15f;

  /** Share of the bands that are hidden at most. */
  private static final double HIDDEN = .19;

  private Augmentation() {}

  /**
   * Louder or softer, brighter or duller, in place. Silence stays silent.
   *
   * @param image {@code [bands][columns]} in [0, 1], and so it stays
   */
  public static void equalise(
      float[] image, int offset, int bands, int columns, RandomGenerator random) {
    float gain = GAIN * (2 * random.nextFloat() - 1);
    float tilt = TILT * (2 * random.nextFloat() - 1);

    for (int b = 0; b < bands; b++) {
      float change = gain + tilt * (1 - 2f * b / (bands - 1));
      int row = offset + b * columns;

      for (int i = row; i < row + columns; i++) {
        image[i] = image[i] == 0 ? 0 : Math.max(0, Math.min(1, image[i] + change));
      }
    }
  }

  /** Hides a band of frequencies, of random width and place, in place. */
  public static void mask(
      float[] image, int offset, int bands, int columns, RandomGenerator random) {
    int width = random.nextInt(1 + (int) (HIDDEN * bands));
    int first = random.nextInt(bands - width + 1);
    int from = offset + first * columns;
    Arrays.fill(image, from, from + width * columns, 0);
  }
}
