package io.soundalike.features;

/**
 * The tempo of an onset envelope: the lag at which it resembles itself, over windows of eight
 * seconds, weighed by how likely listeners are to tap at that tempo.
 *
 * <p>References:
 *
 * <ul>
 *   <li>P. Grosche, M. Müller, F. Kurth, Cyclic tempogram, ICASSP 2010
 *   <li>librosa.feature.tempo(start_bpm=120, std_bpm=1, ac_size=8, max_tempo=320)
 * </ul>
 */
final class Tempo {

  private static final double WINDOW_SECONDS = 8;
  private static final double PRIOR_BPM = 120;
  private static final double MAX_BPM = 320;

  private Tempo() {}

  /**
   * @param envelope onset strength
   * @param framesPerSecond its rate
   * @return beats per minute; 0 if there is no onset
   */
  static double bpm(double[] envelope, double framesPerSecond) {
    double[] similarity = meanAutocorrelation(envelope, (int) (WINDOW_SECONDS * framesPerSecond));
    double best = Double.NEGATIVE_INFINITY;
    double bestBpm = 0;

    for (int lag = 1; lag < similarity.length; lag++) {
      double bpm = 60 * framesPerSecond / lag;

      if (bpm >= MAX_BPM) {
        continue;
      }

      double octaves = Math.log(bpm / PRIOR_BPM) / Math.log(2);
      double score = Math.log1p(1e6 * similarity[lag]) - 0.5 * octaves * octaves;

      if (score > best) {
        best = score;
        bestBpm = bpm;
      }
    }

    return anyPositive(envelope) ? bestBpm : 0;
  }

  /**
   * The autocorrelation in a Hann window around each frame, its largest value being 1, averaged
   * over frames.
   */
  private static double[] meanAutocorrelation(double[] envelope, int window) {
    float[] hann = io.soundalike.dsp.Stft.hann(window);
    double[] mean = new double[window];
    double[] local = new double[window];
    LagProducts products = new LagProducts(window);

    for (int t = 0; t < envelope.length; t++) {
      for (int i = 0; i < window; i++) {
        local[i] = padded(envelope, t - window / 2 + i, window / 2) * hann[i];
      }

      double[] correlation = products.of(local);
      double largest = 0;

      for (double value : correlation) {
        largest = Math.max(largest, Math.abs(value));
      }

      for (int lag = 0; lag < window && largest > Double.MIN_NORMAL; lag++) {
        mean[lag] += correlation[lag] / largest;
      }
    }

    for (int lag = 0; lag < window; lag++) {
      mean[lag] /= Math.max(1, envelope.length);
    }

    return mean;
  }

  /** The envelope, going down to zero in a straight line beyond its ends. */
  private static double padded(double[] envelope, int index, int padding) {
    int last = envelope.length - 1;

    if (index < 0) {
      return envelope[0] * Math.max(0, padding + index) / padding;
    }

    return index > last
        ? envelope[last] * Math.max(0, padding - (index - last)) / padding
        : envelope[index];
  }

  private static boolean anyPositive(double[] envelope) {
    for (double value : envelope) {
      if (value > 0) {
        return true;
      }
    }

    return false;
  }

  /**
   * The linear autocorrelation of a short signal, by two Fourier transforms of twice its length.
   */
  private static final class LagProducts {

    private final int length;
    private final org.jtransforms.fft.DoubleFFT_1D fft;
    private final double[] buffer;

    LagProducts(int length) {
      this.length = length;
      int size = Integer.highestOneBit(2 * length) * 2;
      this.fft = new org.jtransforms.fft.DoubleFFT_1D(size);
      this.buffer = new double[size];
    }

    /** The products' sums for lags 0 to length - 1; valid until the next call. */
    double[] of(double[] signal) {
      java.util.Arrays.fill(buffer, 0);
      System.arraycopy(signal, 0, buffer, 0, length);
      fft.realForward(buffer);
      buffer[0] *= buffer[0];
      buffer[1] *= buffer[1];

      for (int k = 2; k < buffer.length; k += 2) {
        buffer[k] = buffer[k] * buffer[k] + buffer[k + 1] * buffer[k + 1];
        buffer[k + 1] = 0;
      }

      fft.realInverse(buffer, true);
      return java.util.Arrays.copyOf(buffer, length);
    }
  }
}
