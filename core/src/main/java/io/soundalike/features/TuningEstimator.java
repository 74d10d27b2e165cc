package io.soundalike.features;

import io.soundalike.dsp.Pitch;
import io.soundalike.math.FloatList;
import io.soundalike.math.Medians;

/**
 * How far a song's notes lie beside those of the equal temperament at A4 = 440 Hz: the commonest
 * deviation among the louder half of its spectral peaks, whose frequencies are those of parabolas
 * through three bins.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. O. Smith, Sinusoidal Peak Interpolation, in Spectral Audio Signal Processing, 2011
 *   <li>librosa.estimate_tuning(resolution=0.01, bins_per_octave=12), whose piptrack looks from 150
 *       to 4000 Hz for peaks above a tenth of a frame's largest value
 * </ul>
 */
final class TuningEstimator {

  private static final double LOWEST_HZ = 150;
  private static final double HIGHEST_HZ = 4000;
  private static final float THRESHOLD = 0.1f;

  /** Steps of a semitone. */
  private static final int STEPS = 100;

  /**
   * Peaks that are kept: those of more than an hour of music, or of some minutes of noise. Of more,
   * every second one is enough, and so on.
   */
  private static final int MAX_PEAKS = 1 << 21;

  private final double binHz;
  private final int firstBin;
  private final int endBin;
  private FloatList magnitudes = new FloatList();

  /** For each peak its step, 0 being half a semitone too low. */
  private FloatList steps = new FloatList();

  /** Of so many peaks one is kept. */
  private int stride = 1;

  private int untilKept = 1;

  /**
   * @param bins of a spectrum
   * @param binHz from one to the next
   */
  TuningEstimator(int bins, double binHz) {
    this.binHz = binHz;
    this.firstBin = Math.max(1, (int) Math.ceil(LOWEST_HZ / binHz));
    this.endBin = Math.min(bins - 1, (int) Math.ceil(HIGHEST_HZ / binHz));
  }

  /**
   * Takes the next frame.
   *
   * @param spectrum magnitudes for the song's own tuning; powers for that of its chroma, as librosa
   *     does
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
    if (--untilKept > 0) {
      return;
    }

    untilKept = stride;

    if (magnitudes.size() == MAX_PEAKS) {
      magnitudes = magnitudes.everySecond();
      steps = steps.everySecond();
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

  /** The deviation in semitones, from -0.5 to 0.49 in hundredths; 0 if there are no peaks. */
  double tuning() {
    int peaks = magnitudes.size();

    if (peaks == 0) {
      return 0;
    }

    float median = Medians.median(magnitudes.toArray(), peaks);
    int[] counts = new int[STEPS];
    int commonest = 0;

    for (int i = 0; i < peaks; i++) {
      if (magnitudes.get(i) >= median) {
        counts[(int) steps.get(i)]++;
      }
    }

    for (int step = 1; step < STEPS; step++) {
      commonest = counts[step] > counts[commonest] ? step : commonest;
    }

    return (double) commonest / STEPS - 0.5;
  }
}
