package io.soundalike.audio;

/**
 * Changes the sample rate of one channel by a Kaiser-windowed sinc, block by block: memory holds
 * the filter and one block, and the blocks' borders leave no trace. What the new rate cannot carry
 * is cut off, at least 90 dB down from its half upwards.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. O. Smith, Digital Audio Resampling Home Page, 2002: band-limited interpolation
 *   <li>J. F. Kaiser, Nonrecursive digital filter design using the I0-sinh window function, 1974
 * </ul>
 */
final class Resampler {

  /** Zero crossings of the sinc on each side. */
  private static final int ZERO_CROSSINGS = 64;

  /** Side lobes below -110 dB. */
  private static final double KAISER_BETA = 11.5;

  /** Cut-off as a share of the lower rate's half; the transition ends at the half. */
  private static final double ROLLOFF = 0.943;

  private final int up;
  private final int down;
  private final int halfTaps;

  /**
   * {@code [phase][2 * halfTaps]}: the filter at each of the {@code up} places between two samples.
   */
  private final float[][] taps;

  private final FloatBuffer input;
  private final FloatBuffer output;

  /** Index, in the whole input, of the first sample in {@link #input}. */
  private long inputStart;

  private long received;
  private long produced;

  /**
   * @param fromHz sample rate of the input, positive
   * @param toHz sample rate of the output, positive
   */
  Resampler(int fromHz, int toHz) {
    if (fromHz <= 0 || toHz <= 0) {
      throw new IllegalArgumentException("Sample rates must be positive: " + fromHz + ", " + toHz);
    }

    int divisor = gcd(fromHz, toHz);
    up = toHz / divisor;
    down = fromHz / divisor;
    double cutoff = Math.min(1.0, (double) toHz / fromHz) * ROLLOFF;
    halfTaps = up == down ? 0 : (int) Math.ceil(ZERO_CROSSINGS / cutoff);
    taps = up == down ? new float[0][] : filter(up, halfTaps, cutoff);
    input = new FloatBuffer(8192);
    output = new FloatBuffer(1 << 20);
    inputStart = -halfTaps;

    for (int i = 0; i < halfTaps; i++) {
      input.add(0);
    }
  }

  /** Takes the next sample of the input. */
  void accept(float sample) {
    received++;

    if (up == down) {
      output.add(sample);
      return;
    }

    input.add(sample);

    if (input.size() >= 4096 + 2 * halfTaps) {
      drain();
    }
  }

  /**
   * Ends the input.
   *
   * @return the whole output, {@code ceil(received * toHz / fromHz)} samples
   */
  float[] finish() {
    if (up != down) {
      long total = (received * up + down - 1) / down;

      for (int i = 0; i < 2 * halfTaps; i++) {
        input.add(0);
      }

      drain();

      return java.util.Arrays.copyOf(output.array(), (int) total);
    }

    return output.toArray();
  }

  private void drain() {
    float[] x = input.array();
    int size = input.size();

    while (true) {
      long position = produced * down;
      int offset = (int) (position / up - inputStart) - halfTaps + 1;

      if (offset + 2 * halfTaps > size) {
        break;
      }

      output.add(dot(taps[(int) (position % up)], x, offset));
      produced++;
    }

    int spent = (int) Math.min(size, produced * down / up - inputStart - halfTaps + 1);

    if (spent > 0) {
      input.drop(spent);
      inputStart += spent;
    }
  }

  /** Four sums at once: the processor's adders need not wait for each other. */
  private static float dot(float[] h, float[] x, int offset) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int n = h.length & ~3;

    for (int i = 0; i < n; i += 4) {
      a += h[i] * x[offset + i];
      b += h[i + 1] * x[offset + i + 1];
      c += h[i + 2] * x[offset + i + 2];
      d += h[i + 3] * x[offset + i + 3];
    }

    for (int i = n; i < h.length; i++) {
      a += h[i] * x[offset + i];
    }

    return (a + b) + (c + d);
  }

  private static float[][] filter(int phases, int halfTaps, double cutoff) {
    float[][] taps = new float[phases][2 * halfTaps];
    double scale = besselI0(KAISER_BETA);

    for (int phase = 0; phase < phases; phase++) {
      double sum = 0;
      double[] h = new double[2 * halfTaps];

      for (int i = 0; i < h.length; i++) {
        double t = i - halfTaps + 1 - (double) phase / phases;
        double edge = t / halfTaps;
        double window =
            Math.abs(edge) >= 1 ? 0 : besselI0(KAISER_BETA * Math.sqrt(1 - edge * edge)) / scale;
        h[i] = cutoff * sinc(cutoff * t) * window;
        sum += h[i];
      }

      for (int i = 0; i < h.length; i++) {
        taps[phase][i] = (float) (h[i] / sum);
      }
    }

    return taps;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
  }

  private static double besselI0(double x) {
    double term = 1;
    double sum = 1;

    for (int k = 1; term > sum * 1e-17; k++) {
      term *= (x / (2 * k)) * (x / (2 * k));
      sum += term;
    }

    return sum;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
