package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.List;

/**
 * How well songs are redrawn: binary cross-entropy of their pixels in nats, the entropy of the
 * pixels themselves, which no network can go below, and the squared error, beside that of a
 * predictor that knows no more than the mean of each mel band.
 *
 * @param crossEntropySum over pixels
 * @param entropySum over pixels
 * @param squaredErrorSum over pixels
 * @param meanPredictorSum over pixels, the mean predictor's squared error
 * @param pixels counted
 */
public record ReconstructionLoss(
    double crossEntropySum,
    double entropySum,
    double squaredErrorSum,
    double meanPredictorSum,
    long pixels)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Nothing measured. */
  public static final ReconstructionLoss ZERO = new ReconstructionLoss(0, 0, 0, 0, 0);

  /** Probabilities are kept this far from 0 and 1, as DL4J's loss does. */
  private static final double CLIP = 1e-5;

  /**
   * Measures one song: of each channel {@code training.patches-per-song} images at even distances,
   * or all.
   *
   * @param bandMeans of the training songs, in [0, 1], by mel band
   */
  public static ReconstructionLoss of(
      Encoder encoder, List<MelSpectrogram> channels, Settings settings, float[] bandMeans) {
    return channels.stream()
        .map(channel -> of(encoder, channel, settings, bandMeans))
        .reduce(ZERO, ReconstructionLoss::plus);
  }

  private static ReconstructionLoss of(
      Encoder encoder, MelSpectrogram spectrogram, Settings settings, float[] bandMeans) {
    int patchColumns = settings.model().patchColumns();
    int maxImages = settings.training().patchesPerSong();
    ReconstructionLoss total = ZERO;
    float[] target = new float[spectrogram.nMels() * patchColumns];
    int[] starts = spectrogram.patchStarts(patchColumns);
    int count = maxImages == 0 ? starts.length : Math.min(maxImages, starts.length);

    for (int i = 0; i < count; i++) {
      int start = starts[(int) ((long) i * starts.length / count)];
      spectrogram.copyPatch(start, patchColumns, target, 0);
      total = total.plus(of(target, encoder.reconstruct(spectrogram, start), bandMeans));
    }

    return total;
  }

  /** Measures one image; all arrays in [0, 1]. */
  static ReconstructionLoss of(float[] target, float[] output, float[] bandMeans) {
    double crossEntropy = 0;
    double entropy = 0;
    double squaredError = 0;
    double meanPredictor = 0;
    int width = target.length / bandMeans.length;

    for (int i = 0; i < target.length; i++) {
      double p = Math.max(CLIP, Math.min(1 - CLIP, output[i]));
      double y = target[i];
      crossEntropy -= y * Math.log(p) + (1 - y) * Math.log(1 - p);
      entropy -= y > 0 && y < 1 ? y * Math.log(y) + (1 - y) * Math.log(1 - y) : 0;
      squaredError += (y - output[i]) * (y - output[i]);
      meanPredictor += (y - bandMeans[i / width]) * (y - bandMeans[i / width]);
    }

    return new ReconstructionLoss(
        crossEntropy, entropy, squaredError, meanPredictor, target.length);
  }

  /** Both measurements together. */
  public ReconstructionLoss plus(ReconstructionLoss other) {
    return new ReconstructionLoss(
        crossEntropySum + other.crossEntropySum,
        entropySum + other.entropySum,
        squaredErrorSum + other.squaredErrorSum,
        meanPredictorSum + other.meanPredictorSum,
        pixels + other.pixels);
  }

  /** Binary cross-entropy, nats per pixel. */
  public double crossEntropy() {
    return crossEntropySum / Math.max(1, pixels);
  }

  /** Mean squared error, of pixels in [0, 1]. */
  public double squaredError() {
    return squaredErrorSum / Math.max(1, pixels);
  }

  /** {@link #squaredError} of the predictor that draws each mel band at its mean. */
  public double meanPredictorError() {
    return meanPredictorSum / Math.max(1, pixels);
  }

  /** The floor of {@link #crossEntropy}. */
  public double entropy() {
    return entropySum / Math.max(1, pixels);
  }
}
