package io.soundalike.features;

import java.io.Serializable;

/**
 * Mean of each mel band over the frames of one or many spectrograms. The sums are integers, so the
 * result does not depend on the order of addition.
 *
 * @param sums sum of each band's byte values, low to high
 * @param frames number of frames
 */
public record MeanSpectrum(long[] sums, long frames) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Sums the frames of one spectrogram. */
  public static MeanSpectrum sumFrames(MelSpectrogram spectrogram) {
    long[] sums = new long[spectrogram.nMels()];
    byte[] values = spectrogram.values();

    for (int i = 0; i < values.length; i++) {
      sums[i / spectrogram.nFrames()] += values[i] & 0xff;
    }

    return new MeanSpectrum(sums, spectrogram.nFrames());
  }

  /** Merges two sums; every frame has equal weight. */
  public MeanSpectrum plus(MeanSpectrum other) {
    long[] merged = sums.clone();

    for (int m = 0; m < merged.length; m++) {
      merged[m] += other.sums[m];
    }

    return new MeanSpectrum(merged, frames + other.frames);
  }

  /** Mean of each band, in [0, 1]. */
  public float[] means() {
    float[] means = new float[sums.length];

    for (int m = 0; m < means.length; m++) {
      means[m] = (float) (sums[m] / 255.0 / frames);
    }

    return means;
  }
}
