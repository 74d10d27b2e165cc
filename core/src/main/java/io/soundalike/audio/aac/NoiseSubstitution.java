package io.soundalike.audio.aac;

/**
 * Bands that are transmitted as the energy of a noise.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.13 (perceptual noise substitution). The standard leaves the
 * generator open; this one, a linear congruential generator, and its first state are those of
 * FFmpeg, so that samples can be compared.
 */
final class NoiseSubstitution {

  private static final int FACTOR = 1_664_525;
  private static final int INCREMENT = 1_013_904_223;

  private int state = 0x1f2e3d4c;

  /** Fills a channel's noise bands. */
  void fill(ChannelStream channel) {
    IcsInfo info = channel.info();
    int window = 0;

    for (int group = 0; group < info.groups(); group++) {
      for (int band = 0; band < info.maxBand(); band++) {
        int index = info.index(group, band);

        if (channel.book(index) == ChannelStream.NOISE) {
          for (int i = 0; i < info.groupLength(group); i++) {
            int offset = (window + i) * info.windowLength();
            fill(
                channel.spectrum(),
                offset + info.bound(band),
                offset + info.bound(band + 1),
                channel.scale(index));
          }
        }
      }

      window += info.groupLength(group);
    }
  }

  private void fill(float[] spectrum, int from, int to, float rootEnergy) {
    double energy = 0;

    for (int i = from; i < to; i++) {
      state = state * FACTOR + INCREMENT;
      spectrum[i] = state;
      energy += (double) spectrum[i] * spectrum[i];
    }

    float scale = (float) (rootEnergy / Math.sqrt(energy));

    for (int i = from; i < to; i++) {
      spectrum[i] *= scale;
    }
  }
}
