package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import java.io.Serializable;

/**
 * How well songs are redrawn: binary cross-entropy of their pixels in nats, and the entropy of the
 * pixels themselves, which no network can go below.
 *
 * @param crossEntropySum over pixels
 * @param entropySum over pixels
 * @param pixels counted
 */
public record ReconstructionLoss(double crossEntropySum, double entropySum, long pixels)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing measured. */
  public static final ReconstructionLoss ZERO = new ReconstructionLoss(0, 0, 0);

  /** Probabilities are kept this far from 0 and 1, as DL4J's loss does. */
  private static final double CLIP = 1e-5;

  /** Measures one song, end to end. */
  public static ReconstructionLoss of(
      Encoder encoder, MelSpectrogram spectrogram, int patchFrames) {
    ReconstructionLoss total = ZERO;
    float[] target = new float[spectrogram.nMels() * patchFrames];

    for (int start : spectrogram.patchStarts(patchFrames)) {
      spectrogram.copyPatch(start, patchFrames, target, 0);
      total = total.plus(of(target, encoder.reconstruct(spectrogram, start)));
    }

    return total;
  }

  /** Measures one image; both arrays in [0, 1]. */
  static ReconstructionLoss of(float[] target, float[] output) {
    double crossEntropy = 0;
    double entropy = 0;

    for (int i = 0; i < target.length; i++) {
      double p = Math.max(CLIP, Math.min(1 - CLIP, output[i]));
      double y = target[i];
      crossEntropy -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
      entropy -= y > 0 && y < 1 ? y * Math.log(y) + (1 - y) * Math.log(1 - y) : 0;
    }

    return new ReconstructionLoss(crossEntropy, entropy, target.length);
  }

  /** Both measurements together. */
  public ReconstructionLoss plus(ReconstructionLoss other) {
    return new ReconstructionLoss(
        crossEntropySum + other.crossEntropySum,
        entropySum + other.entropySum,
        pixels + other.pixels);
  }

  /** Binary cross-entropy, nats per pixel. */
  public double crossEntropy() {
    return crossEntropySum / Math.max(1, pixels);
  }

  /** The floor of {@link #crossEntropy}. */
  public double entropy() {
    return entropySum / Math.max(1, pixels);
  }
}
