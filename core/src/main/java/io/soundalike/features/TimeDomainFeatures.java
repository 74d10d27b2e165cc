package io.soundalike.features;

import io.soundalike.math.FloatList;

/**
 * What is read off the samples themselves, without a transform: how often their sign changes, and
 * how large they are. Samples are summed up hop by hop, and frames made of hops.
 *
 * <p>References: librosa.feature.zero_crossing_rate and librosa.feature.rms (frame_length=2048,
 * hop_length=512, center=True)
 */
final class TimeDomainFeatures {

  private static final int HOP_LENGTH = 512;

  /** Hops of a frame; it begins half of them before its centre. */
  private static final int FRAME_HOPS = 4;

  private static final int FRAME_LENGTH = FRAME_HOPS * HOP_LENGTH;

  /** What lies nearer to zero counts as zero, which has no sign of its own. */
  private static final float THRESHOLD = 1e-10f;

  private final FloatList crossings = new FloatList();

  /** 1 where a hop's first sample has another sign than the one before. */
  private final FloatList firstCrossings = new FloatList();

  private final FloatList energies = new FloatList();
  private long samples;
  private boolean negative;
  private int inHop;
  private int hopCrossings;
  private double hopEnergy;
  private double energy;

  /** Takes the next {@code length} samples. */
  void accept(float[] block, int length) {
    int taken = 0;

    while (taken < length) {
      int part = Math.min(length - taken, HOP_LENGTH - inHop);
      takeWithinHop(block, taken, taken + part);
      taken += part;

      if (inHop == HOP_LENGTH) {
        endHop();
      }
    }
  }

  private void takeWithinHop(float[] block, int from, int to) {
    if (inHop == 0) {
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
    inHop += to - from;
  }

  private void endHop() {
    crossings.add(hopCrossings);
    energies.add((float) hopEnergy);
    energy += hopEnergy;
    inHop = 0;
    hopCrossings = 0;
    hopEnergy = 0;
  }

  /**
   * Ends the song.
   *
   * @return what was heard
   */
  Result finish() {
    int frames = (int) (1 + samples / HOP_LENGTH);

    if (inHop > 0) {
      endHop();
    }

    float[] rates = new float[frames];
    float[] rms = new float[frames];

    for (int t = 0; t < frames; t++) {
      int from = Math.max(0, t - FRAME_HOPS / 2);
      int to = Math.min(crossings.size(), t + FRAME_HOPS / 2);
      // The first sample of a frame is compared with none.
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
   * The frames of a song.
   *
   * @param zeroCrossingRates shares of a frame's samples where the sign changes; frames go on
   *     beyond the song's ends with its last value
   * @param rms root mean squares; frames go on beyond the song's ends with zeros
   * @param loudnessDbfs root mean square of the whole song in dB, 0 being full scale, at least -200
   */
  record Result(float[] zeroCrossingRates, float[] rms, double loudnessDbfs) {}
}
