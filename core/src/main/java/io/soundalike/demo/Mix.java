package io.soundalike.demo;

import java.util.SplittableRandom;

/** Stereo mix of a song with reverberation and mastering. */
final class Mix {

  private final int sampleRateHz;
  private final float[] left;
  private final float[] right;
  private final SplittableRandom random;

  Mix(int sampleRateHz, double seconds, SplittableRandom random) {
    this.sampleRateHz = sampleRateHz;
    this.left = new float[(int) (seconds * sampleRateHz)];
    this.right = new float[left.length];
    this.random = random;
  }

  int sampleRateHz() {
    return sampleRateHz;
  }

  int length() {
    return left.length;
  }

  /** White noise in [-1, 1]. */
  double noise() {
    return 2 * random.nextDouble() - 1;
  }

  /**
   * Adds a value to both channels.
   *
   * @param at index of the sample
   * @param value amplitude
   * @param pan from 0 (left) to 1 (right)
   */
  void add(int at, double value, double pan) {
    left[at] += (float) (value * (1 - pan));
    right[at] += (float) (value * pan);
  }

  /**
   * Adds reverberation: four comb filters and two all-pass filters for each channel.
   *
   * @param amount gain of the reverberation
   * @param decay feedback of the comb filters, below 1
   *     <p>References: M. R. Schroeder, Natural sounding artificial reverberation, JAES 10, 1962
   */
  void reverberate(double amount, double decay) {
    reverberate(left, amount, decay, 0);
    reverberate(right, amount, decay, 23);
  }

  private void reverberate(float[] channel, double amount, double decay, int spread) {
    int[] combs = {1557, 1617, 1491, 1422};
    float[] wet = new float[channel.length];

    for (int comb : combs) {
      int delay = (comb + spread) * sampleRateHz / 44100;
      float[] line = new float[delay];

      for (int i = 0; i < channel.length; i++) {
        float out = line[i % delay];
        wet[i] += out / combs.length;
        line[i % delay] = (float) (channel[i] + out * decay);
      }
    }

    for (int allPass : new int[] {225, 556}) {
      int delay = (allPass + spread) * sampleRateHz / 44100;
      float[] line = new float[delay];

      for (int i = 0; i < wet.length; i++) {
        float old = line[i % delay];
        float in = (float) (wet[i] + 0.5 * old);
        line[i % delay] = in;
        wet[i] = (float) (old - 0.5 * in);
      }
    }

    for (int i = 0; i < channel.length; i++) {
      channel[i] += (float) (amount * wet[i]);
    }
  }

  /**
   * Normalises the mix to {@code peak}, applies soft clipping and fades it out at the end.
   *
   * @param peak level of the maxMagnitude sample
   * @param drive amount of saturation
   * @return {@code [2][samples]}
   */
  float[][] master(double peak, double drive) {
    double maxMagnitude = 1e-9;

    for (int i = 0; i < left.length; i++) {
      maxMagnitude = Math.max(maxMagnitude, Math.max(Math.abs(left[i]), Math.abs(right[i])));
    }

    double fade = 2.0 * sampleRateHz;

    for (int i = 0; i < left.length; i++) {
      double gain = Math.min(1, (left.length - i) / fade) * peak;
      left[i] = (float) (gain * Math.tanh(drive * left[i] / maxMagnitude) / Math.tanh(drive));
      right[i] = (float) (gain * Math.tanh(drive * right[i] / maxMagnitude) / Math.tanh(drive));
    }

    return new float[][] {left, right};
  }
}
