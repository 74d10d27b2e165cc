package io.soundalike.features;

import io.soundalike.math.FloatList;

/**
 * Zero crossing rate, root mean square and loudness, computed from the samples without a transform.
 * Samples are summed hop by hop, and each frame combines several hops.
 *
 * <p>References: librosa.feature.zero_crossing_rate and librosa.feature.rms (0.10.1;
 * frame_length=2048, hop_length=512, center=True)
 */
final class TimeDomainFeatures {

  private static final int HOP_LENGTH = 512;

  /** Hops per frame; a frame starts half of them before its centre. */
  private static final int FRAME_HOPS = 4;

  private static final int FRAME_LENGTH = FRAME_HOPS * HOP_LENGTH;

  /** Smaller magnitudes count as 0, which is not negative. */
  private static final float THRESHOLD = 1e-10f;

  private final FloatList crossings = new FloatList();

  /** 1 for each hop whose first sample differs in sign from the previous sample, else 0. */
  private final FloatList firstCrossings = new FloatList();

  private final FloatList energies = new FloatList();
  private long samples;
  private boolean negative;
  private int samplesInHop;
  private int hopCrossings;
  private double hopEnergy;
  private double energy;

  /** Accepts the next {@code length} samples. */
  void accept(float[] block, int length) {
    int consumed = 0;

    while (consumed < length) {
      int part = Math.min(length - consumed, HOP_LENGTH - samplesInHop);
      acceptWithinHop(block, consumed, consumed + part);
      consumed += part;

      if (samplesInHop == HOP_LENGTH) {
        endHop();
      }
    }
  }

  private void acceptWithinHop(float[] block, int from, int to) {
    if (samplesInHop == 0) {
      boolean crosses = samples > 0 && block[from] < -THRESHOLD != negative;
      firstCrossings.add(crosses ? 1 : 0);
    }

    boolean before = samples == 0 ? block[from] < -THRESHOLD : negative;
    int count = 0;
    double sum = 0;

    for (int i = from; i < to; i++) {
      float value = block[i];
      boolean now = value < -THRESHOLD;
      count += now != before ? 1 : 0;
      before = now;
      sum += value * value;
    }

    negative = before;
    hopCrossings += count;
    hopEnergy += sum;
    samples += to - from;
    samplesInHop += to - from;
  }

  private void endHop() {
    crossings.add(hopCrossings);
    energies.add((float) hopEnergy);
    energy += hopEnergy;
    samplesInHop = 0;
    hopCrossings = 0;
    hopEnergy = 0;
  }

  /** Ends the song and returns its features. */
  Result finish() {
    int frames = (int) (1 + samples / HOP_LENGTH);

    if (samplesInHop > 0) {
      endHop();
    }

    float[] rates = new float[frames];
    float[] rms = new float[frames];

    for (int t = 0; t < frames; t++) {
      int from = Math.max(0, t - FRAME_HOPS / 2);
      int to = Math.min(crossings.size(), t + FRAME_HOPS / 2);
      // The first sample of a frame has no predecessor within the frame.
      double signs = from < to && t >= FRAME_HOPS / 2 ? -firstCrossings.get(from) : 0;
      double sum = 0;

      for (int hop = from; hop < to; hop++) {
        signs += crossings.get(hop);
        sum += energies.get(hop);
      }

      rates[t] = (float) (signs / FRAME_LENGTH);
      rms[t] = (float) Math.sqrt(sum / FRAME_LENGTH);
    }

    double meanSquare = energy / Math.max(1, samples);
    return new Result(rates, rms, 10 * Math.log10(Math.max(1e-20, meanSquare)));
  }

  /**
   * Time-domain features of a song.
   *
   * @param zeroCrossingRates share of sign changes among the samples of each frame; the song is
   *     padded with its edge values
   * @param rms root mean square of each frame; the song is padded with zeros
   * @param loudnessDbfs root mean square of the whole song in dB relative to full scale, at least
   *     -200
   */
  record Result(float[] zeroCrossingRates, float[] rms, double loudnessDbfs) {}
}
