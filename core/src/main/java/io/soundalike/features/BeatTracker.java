package io.soundalike.features;

import io.soundalike.math.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Tracks beats in an onset envelope at a known tempo: dynamic programming finds the sequence of
 * frames that maximises onset strength and regularity of spacing.
 *
 * <p>References:
 *
 * <ul>
 *   <li>D. Ellis, Beat tracking by dynamic programming, Journal of New Music Research 36(1), 2007
 *   <li>librosa.beat.beat_track (0.10.1; tightness=100, trim=True)
 * </ul>
 */
final class BeatTracker {

  private static final double TIGHTNESS = 100;

  private BeatTracker() {}

  /**
   * Tracks the beats of an envelope.
   *
   * @param envelope onset strength of each frame
   * @param framesPerSecond frame rate of the envelope
   * @param bpm tempo in beats per minute; 0 yields no beats
   * @return frame indices of the beats, ascending
   */
  static int[] track(float[] envelope, double framesPerSecond, double bpm) {
    if (bpm <= 0 || envelope.length < 2) {
      return new int[0];
    }

    int period = (int) Math.max(1, Math.rint(60 * framesPerSecond / bpm));
    double[] score = computeLocalScore(envelope, period);
    double[] cumulative = new double[score.length];
    int[] previous = linkBeats(score, period, cumulative);
    List<Integer> beats = new ArrayList<>();

    for (int beat = findLastBeat(cumulative); beat >= 0; beat = previous[beat]) {
      beats.add(beat);
    }

    Collections.reverse(beats);
    return trim(score, beats.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The envelope divided by its standard deviation and smoothed by a narrow Gaussian. */
  private static double[] computeLocalScore(float[] envelope, int period) {
    Statistics statistics = Statistics.compute(envelope);
    double std = statistics.std() * Math.sqrt(envelope.length / (envelope.length - 1.0));
    double scale = std > 0 ? 1 / std : 0;
    double[] window = new double[2 * period + 1];
    double[] score = new double[envelope.length];

    for (int k = -period; k <= period; k++) {
      double x = 32.0 * k / period;
      window[k + period] = Math.exp(-0.5 * x * x);
    }

    for (int i = 0; i < score.length; i++) {
      for (int k = Math.max(-period, -i); k <= period && i + k < score.length; k++) {
        score[i] += envelope[i + k] * scale * window[k + period];
      }
    }

    return score;
  }

  /** Computes the cumulative score of each frame and its best predecessor, -1 for none. */
  private static int[] linkBeats(double[] score, int period, double[] cumulative) {
    int[] previous = new int[score.length];
    int nearest = (int) Math.rint(period / 2.0);
    double threshold = 0.01 * Arrays.stream(score).max().orElse(0);
    boolean beforeFirstBeat = true;
    double[] penalty = new double[2 * period + 1];

    for (int lag = Math.max(1, nearest); lag <= 2 * period; lag++) {
      double deviation = Math.log((double) lag / period);
      penalty[lag] = TIGHTNESS * deviation * deviation;
    }

    for (int i = 0; i < score.length; i++) {
      int best = -1;
      double bestScore = Double.NEGATIVE_INFINITY;

      for (int lag = 2 * period; lag >= Math.max(1, nearest); lag--) {
        double candidate = (i >= lag ? cumulative[i - lag] : 0) - penalty[lag];

        if (candidate > bestScore) {
          bestScore = candidate;
          best = i - lag;
        }
      }

      cumulative[i] = score[i] + bestScore;

      if (beforeFirstBeat && score[i] < threshold) {
        previous[i] = -1;
      } else {
        previous[i] = best;
        beforeFirstBeat = false;
      }
    }

    return previous;
  }

  /** Last peak of the cumulative score that exceeds half the median peak; -1 without peaks. */
  private static int findLastBeat(double[] cumulative) {
    boolean[] peak = new boolean[cumulative.length];
    List<Double> heights = new ArrayList<>();

    for (int i = 1; i < cumulative.length; i++) {
      boolean falls = i == cumulative.length - 1 || cumulative[i] >= cumulative[i + 1];
      peak[i] = cumulative[i] > cumulative[i - 1] && falls;

      if (peak[i]) {
        heights.add(cumulative[i]);
      }
    }

    double[] sorted = heights.stream().mapToDouble(Double::doubleValue).sorted().toArray();

    if (sorted.length == 0) {
      return -1;
    }

    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;

    for (int i = cumulative.length - 1; i > 0; i--) {
      if (peak[i] && 2 * cumulative[i] > median) {
        return i;
      }
    }

    return -1;
  }

  /** Removes weak beats at both ends. */
  private static int[] trim(double[] score, int[] beats) {
    // The inner three points of a symmetric Hann window of five; its ends are zero.
    double[] window = {0.5, 1, 0.5};
    double[] smooth = new double[beats.length];
    double squares = 0;

    for (int i = 0; i < beats.length; i++) {
      for (int k = -1; k <= 1; k++) {
        if (i + k >= 0 && i + k < beats.length) {
          smooth[i] += window[k + 1] * score[beats[i + k]];
        }
      }

      squares += smooth[i] * smooth[i];
    }

    double threshold = 0.5 * Math.sqrt(squares / Math.max(1, beats.length));
    int first = -1;
    int last = -1;

    for (int i = 0; i < beats.length; i++) {
      if (smooth[i] > threshold) {
        first = first < 0 ? i : first;
        last = i;
      }
    }

    return first < 0 ? new int[0] : Arrays.copyOfRange(beats, first, last);
  }
}
