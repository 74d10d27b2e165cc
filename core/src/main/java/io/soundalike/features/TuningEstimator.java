package io.soundalike.features;

import io.soundalike.dsp.Pitch;
import io.soundalike.math.FloatList;
import io.soundalike.math.Medians;

/**
 * Estimates the deviation of a song's tuning from the equal temperament at A4 = 440 Hz: the most
 * frequent deviation among the louder half of its spectral peaks, with peak frequencies
 * interpolated by parabolas through three bins.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. O. Smith, Sinusoidal Peak Interpolation, in Spectral Audio Signal Processing, 2011
 *   <li>librosa.estimate_tuning (0.10.1; resolution=0.01, bins_per_octave=12), whose piptrack finds
 *       peaks from 150 to 4000 Hz above a tenth of a frame's largest value
 * </ul>
 */
final class TuningEstimator {

  private static final double LOWEST_HZ = 150;
  private static final double HIGHEST_HZ = 4000;
  private static final float THRESHOLD = 0.1f;

  /** Histogram bins per semitone. */
  private static final int STEPS = 100;

  /**
   * Maximum number of peaks kept, enough for an hour of music or some minutes of noise. Whenever it
   * is reached, every second peak is dropped and the stride doubles.
   */
  private static final int MAX_PEAKS = 1 << 21;

  private final double binHz;
  private final int firstBin;
  private final int endBin;
  private FloatList magnitudes = new FloatList();

  /** Histogram bin of each peak; 0 is half a semitone too low. */
  private FloatList steps = new FloatList();

  /** One of this many peaks is kept. */
  private int stride = 1;

  private int peaksUntilKept = 1;

  /**
   * @param bins number of bins of a spectrum
   * @param binHz distance between bins, in Hz
   */
  TuningEstimator(int bins, double binHz) {
    this.binHz = binHz;
    this.firstBin = Math.max(1, (int) Math.ceil(LOWEST_HZ / binHz));
    this.endBin = Math.min(bins - 1, (int) Math.ceil(HIGHEST_HZ / binHz));
  }

  /**
   * Adds the next frame.
   *
   * @param spectrum magnitude spectrum for the song's tuning; power spectrum for the tuning of its
   *     chroma, as in librosa.feature.chroma_stft
   */
  void add(float[] spectrum) {
    float loudest = 0;

    for (float value : spectrum) {
      loudest = Math.max(loudest, value);
    }

    float threshold = THRESHOLD * loudest;

    for (int k = firstBin; k < endBin; k++) {
      float value = spectrum[k];

      if (value > threshold && value > spectrum[k - 1] && value >= spectrum[k + 1]) {
        addPeak(spectrum, k);
      }
    }
  }

  private void addPeak(float[] spectrum, int k) {
    if (--peaksUntilKept > 0) {
      return;
    }

    peaksUntilKept = stride;

    if (magnitudes.size() == MAX_PEAKS) {
      magnitudes = magnitudes.copyEverySecond();
      steps = steps.copyEverySecond();
      stride *= 2;
    }

    double curvature = spectrum[k + 1] + (double) spectrum[k - 1] - 2.0 * spectrum[k];
    double slope = (spectrum[k + 1] - (double) spectrum[k - 1]) / 2;
    double shift = Math.abs(slope) >= Math.abs(curvature) ? 0 : -slope / curvature;
    double semitones = Pitch.semitones((k + shift) * binHz);
    double deviation = semitones - Math.rint(semitones);
    int step = (int) Math.floor((deviation + 0.5) * STEPS) % STEPS;
    magnitudes.add((float) (spectrum[k] + 0.5 * slope * shift));
    steps.add(step);
  }

  /** Estimates the deviation in semitones, from -0.5 to 0.49 in steps of 0.01; 0 without peaks. */
  double estimate() {
    int peaks = magnitudes.size();

    if (peaks == 0) {
      return 0;
    }

    float median = Medians.median(magnitudes.toArray(), peaks);
    int[] counts = new int[STEPS];
    int mostFrequent = 0;

    for (int i = 0; i < peaks; i++) {
      if (magnitudes.get(i) >= median) {
        counts[(int) steps.get(i)]++;
      }
    }

    for (int step = 1; step < STEPS; step++) {
      mostFrequent = counts[step] > counts[mostFrequent] ? step : mostFrequent;
    }

    return (double) mostFrequent / STEPS - 0.5;
  }
}
