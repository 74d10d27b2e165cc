package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.List;

/**
 * Quality of reconstructions: the binary cross-entropy of pixels in nats; the entropy of the
 * pixels, which is its lower bound; and the squared error, with that of a predictor that uses the
 * mean of each mel band only.
 *
 * @param crossEntropySum sum over pixels
 * @param entropySum sum over pixels
 * @param squaredErrorSum sum over pixels
 * @param meanPredictorSum sum over pixels of the mean predictor's squared error
 * @param pixels number of pixels
 */
public record ReconstructionLoss(
    double crossEntropySum,
    double entropySum,
    double squaredErrorSum,
    double meanPredictorSum,
    long pixels)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The loss of no pixels. */
  public static final ReconstructionLoss ZERO = new ReconstructionLoss(0, 0, 0, 0, 0);

  /** Probabilities are clipped to this distance from 0 and 1, as in DL4J's loss. */
  private static final double CLIP = 1e-5;

  /**
   * Measures a song: {@code training.patches-per-song} patches of each channel at even steps, or
   * all patches if that is 0.
   *
   * @param channels spectrograms of the song
   * @param bandMeans {@code [nMels]}: means of the training songs, in [0, 1]
   */
  public static ReconstructionLoss measure(
      Encoder encoder, List<MelSpectrogram> channels, Settings settings, float[] bandMeans) {
    return channels.stream()
        .map(channel -> measure(encoder, channel, settings, bandMeans))
        .reduce(ZERO, ReconstructionLoss::plus);
  }

  private static ReconstructionLoss measure(
      Encoder encoder, MelSpectrogram spectrogram, Settings settings, float[] bandMeans) {
    int patchColumns = settings.model().patchColumns();
    int maxPatches = settings.training().patchesPerSong();
    ReconstructionLoss total = ZERO;
    float[] target = new float[spectrogram.nMels() * patchColumns];
    int[] starts = spectrogram.patchStarts(patchColumns);
    int count = maxPatches == 0 ? starts.length : Math.min(maxPatches, starts.length);

    for (int i = 0; i < count; i++) {
      int start = starts[(int) ((long) i * starts.length / count)];
      spectrogram.copyPatch(start, patchColumns, target, 0);
      total = total.plus(measure(target, encoder.reconstruct(spectrogram, start), bandMeans));
    }

    return total;
  }

  /** Measures one patch; all arrays are in [0, 1]. */
  static ReconstructionLoss measure(float[] target, float[] output, float[] bandMeans) {
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

  /** The loss of the pixels of both. */
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

  /** Mean squared error of the predictor that uses the mean of each mel band. */
  public double meanPredictorError() {
    return meanPredictorSum / Math.max(1, pixels);
  }

  /** Entropy of the pixels, the lower bound of {@link #crossEntropy}, in nats per pixel. */
  public double entropy() {
    return entropySum / Math.max(1, pixels);
  }
}
