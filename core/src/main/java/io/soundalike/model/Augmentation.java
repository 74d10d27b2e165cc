package io.soundalike.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Augments patches, so that the network becomes invariant to mastering and codec: a random gain, a
 * random tilt of the spectrum, and a masked frequency band.
 *
 * <p>References: T. Chen et al., A simple framework for contrastive learning of visual
 * representations, ICML 2020; D. S. Park et al., SpecAugment, Interspeech 2019
 */
public final class Augmentation {

  /** Largest gain, in the patch's unit: 12 dB of 80. */
  private static final float GAIN = .15f;

  /** Largest gain of the tilt at the lowest band; the highest band has the opposite gain. */
  private static final float TILT = .15f;

  /** Largest share of the bands that are masked. */
  private static final double MAX_MASKED = .19;

  private Augmentation() {}

  /**
   * Applies a random gain and tilt in place. Values of 0, silence, stay 0.
   *
   * @param patches array that holds the patch, {@code [bands][columns]} in [0, 1]; results are
   *     clipped to that range
   * @param offset of the patch in the array
   */
  public static void equalise(
      float[] patches, int offset, int bands, int columns, RandomGenerator random) {
    float gain = GAIN * (2 * random.nextFloat() - 1);
    float tilt = TILT * (2 * random.nextFloat() - 1);

    for (int b = 0; b < bands; b++) {
      float change = gain + tilt * (1 - 2f * b / (bands - 1));
      int row = offset + b * columns;

      for (int i = row; i < row + columns; i++) {
        patches[i] = patches[i] == 0 ? 0 : Math.max(0, Math.min(1, patches[i] + change));
      }
    }
  }

  /**
   * Sets a random range of bands to 0, in place: at most 19 % of them.
   *
   * @param patches array that holds the patch, {@code [bands][columns]}
   * @param offset of the patch in the array
   */
  public static void mask(
      float[] patches, int offset, int bands, int columns, RandomGenerator random) {
    int width = random.nextInt(1 + (int) (MAX_MASKED * bands));
    int first = random.nextInt(bands - width + 1);
    int from = offset + first * columns;
    Arrays.fill(patches, from, from + width * columns, 0);
  }
}
