package io.soundalike.features;

import java.io.Serializable;

/**
 * The mean of each mel band over time, of one spectrogram or of many. Sums of bytes are whole
 * numbers, so that the order of adding does not matter.
 *
 * @param sums of each band's values, low to high
 * @param frames that were added
 */
public record MeanSpectrum(long[] sums, long frames) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Of one spectrogram. */
  public static MeanSpectrum of(MelSpectrogram spectrogram) {
    long[] sums = new long[spectrogram.nMels()];
    byte[] values = spectrogram.values();

    for (int i = 0; i < values.length; i++) {
      sums[i / spectrogram.nFrames()] += values[i] & 0xff;
    }

    return new MeanSpectrum(sums, spectrogram.nFrames());
  }

  /** Of both together, each frame counting alike. */
  public MeanSpectrum plus(MeanSpectrum other) {
    long[] both = sums.clone();

    for (int m = 0; m < both.length; m++) {
      both[m] += other.sums[m];
    }

    return new MeanSpectrum(both, frames + other.frames);
  }

  /** Each band's mean, in [0, 1]. */
  public float[] means() {
    float[] means = new float[sums.length];

    for (int m = 0; m < means.length; m++) {
      means[m] = (float) (sums[m] / 255.0 / frames);
    }

    return means;
  }
}
