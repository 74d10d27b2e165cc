package io.soundalike.audio;

/** Listens for what is wrong with a signal, all its channels at once. */
final class SignalMeter {

  /** Samples of each channel that are looked at together: some 20 ms. */
  private static final int BLOCK = 1024;

  /** A sample at full scale, but for a decoder's rounding. */
  private static final float FULL = 0.999f;

  /** A wave's crest touches full scale; that many samples in a row were cut. */
  private static final int CUT = 3;

  /** -60 dBFS. */
  private static final float QUIET = 1e-3f;

  private static final double MAX_DB = 200;

  private final int channels;

  /** Samples at full scale of each channel, up to now. */
  private final int[] runs;

  private long samples;
  private long clipped;
  private long quiet;
  private float peak;
  private int inBlock;
  private float blockPeak;
  private double mid;
  private double side;

  SignalMeter(int channels) {
    this.channels = channels;
    this.runs = new int[channels];
  }

  /** Takes {@code count} samples of each channel. */
  void accept(float[] interleaved, int count) {
    int from = 0;

    while (from < count) {
      int to = Math.min(count, from + BLOCK - inBlock);
      take(interleaved, from * channels, to * channels);
      inBlock += to - from;
      from = to;

      if (inBlock == BLOCK) {
        endBlock();
      }
    }

    samples += count;
  }

  private void take(float[] interleaved, int from, int to) {
    float loudest = 0;

    for (int i = from; i < to; i++) {
      float magnitude = Math.abs(interleaved[i]);
      loudest = magnitude > loudest ? magnitude : loudest;
    }

    blockPeak = Math.max(blockPeak, loudest);

    for (int c = 0; c < channels; c++) {
      if (loudest < FULL) {
        endRun(c);
      } else {
        addRuns(interleaved, from + c, to, c);
      }
    }

    if (channels == 2) {
      addSides(interleaved, from, to);
    }
  }

  private void addRuns(float[] interleaved, int from, int to, int channel) {
    for (int i = from; i < to; i += channels) {
      if (Math.abs(interleaved[i]) < FULL) {
        endRun(channel);
      } else {
        runs[channel]++;
      }
    }
  }

  private void endRun(int channel) {
    clipped += runs[channel] < CUT ? 0 : runs[channel];
    runs[channel] = 0;
  }

  private void addSides(float[] interleaved, int from, int to) {
    double sums = 0;
    double differences = 0;

    for (int i = from; i < to; i += 2) {
      float sum = interleaved[i] + interleaved[i + 1];
      float difference = interleaved[i] - interleaved[i + 1];
      sums += sum * sum;
      differences += difference * difference;
    }

    mid += sums;
    side += differences;
  }

  private void endBlock() {
    peak = Math.max(peak, blockPeak);
    quiet += blockPeak < QUIET ? inBlock : 0;
    blockPeak = 0;
    inBlock = 0;
  }

  /** Ends the song. */
  SignalQuality finish() {
    endBlock();

    for (int c = 0; c < channels; c++) {
      endRun(c);
    }

    double all = Math.max(1, samples);
    return new SignalQuality(
        Math.max(-MAX_DB, 20 * Math.log10(peak)),
        clipped / (all * channels),
        quiet / all,
        channels == 2 ? sideDb() : Double.NaN);
  }

  private double sideDb() {
    double db = mid + side == 0 ? 0 : 10 * Math.log10(side / mid);
    return Math.max(-MAX_DB, Math.min(MAX_DB, db));
  }
}
