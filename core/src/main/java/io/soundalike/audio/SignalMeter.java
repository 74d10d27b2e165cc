package io.soundalike.audio;

/**
 * Measures defects of a signal of any number of channels: clipping, silence, and identical or
 * opposite channels.
 */
final class SignalMeter {

  /** Samples of each channel in one block of the silence measurement, about 20 ms. */
  private static final int BLOCK_SAMPLES = 1024;

  /** Full scale with a margin for a decoder's rounding. */
  private static final float FULL_SCALE = 0.999f;

  /** Consecutive full-scale samples that count as clipped; fewer are a normal peak. */
  private static final int MIN_CLIPPED_RUN = 3;

  /** Blocks with a lower peak are quiet: -60 dBFS. */
  private static final float QUIET_PEAK = 1e-3f;

  private static final double MAX_DB = 200;

  private int channels;

  /** Length of the current run of full-scale samples of each channel. */
  private int[] fullScaleRuns = new int[0];

  private long samples;

  /** Samples of all channels. */
  private long values;

  private boolean hasStereo;
  private long clippedSamples;
  private long quietSamples;
  private float peak;
  private int samplesInBlock;
  private float blockPeak;
  private double midEnergy;
  private double sideEnergy;

  /**
   * Accepts the next block.
   *
   * @param interleaved {@code [count][channels]} samples, row-major, 1 being full scale
   * @param count samples of each channel
   * @param channelCount number of channels, which may change from one block to the next
   */
  void accept(float[] interleaved, int count, int channelCount) {
    if (channelCount != channels) {
      endRuns();
      channels = channelCount;
      fullScaleRuns = new int[channels];
      hasStereo |= channels == 2;
    }

    int from = 0;

    while (from < count) {
      int to = Math.min(count, from + BLOCK_SAMPLES - samplesInBlock);
      measure(interleaved, from * channels, to * channels);
      samplesInBlock += to - from;
      from = to;

      if (samplesInBlock == BLOCK_SAMPLES) {
        endBlock();
      }
    }

    samples += count;
    values += (long) count * channels;
  }

  private void measure(float[] interleaved, int from, int to) {
    float rangePeak = 0;

    for (int i = from; i < to; i++) {
      float magnitude = Math.abs(interleaved[i]);
      rangePeak = magnitude > rangePeak ? magnitude : rangePeak;
    }

    blockPeak = Math.max(blockPeak, rangePeak);

    for (int c = 0; c < channels; c++) {
      if (rangePeak < FULL_SCALE) {
        endRun(c);
      } else {
        countFullScale(interleaved, from + c, to, c);
      }
    }

    if (channels == 2) {
      addMidSideEnergy(interleaved, from, to);
    }
  }

  private void countFullScale(float[] interleaved, int from, int to, int channel) {
    for (int i = from; i < to; i += channels) {
      if (Math.abs(interleaved[i]) < FULL_SCALE) {
        endRun(channel);
      } else {
        fullScaleRuns[channel]++;
      }
    }
  }

  private void endRun(int channel) {
    clippedSamples += fullScaleRuns[channel] < MIN_CLIPPED_RUN ? 0 : fullScaleRuns[channel];
    fullScaleRuns[channel] = 0;
  }

  private void addMidSideEnergy(float[] interleaved, int from, int to) {
    double sumEnergy = 0;
    double differenceEnergy = 0;

    for (int i = from; i < to; i += 2) {
      float sum = interleaved[i] + interleaved[i + 1];
      float difference = interleaved[i] - interleaved[i + 1];
      sumEnergy += sum * sum;
      differenceEnergy += difference * difference;
    }

    midEnergy += sumEnergy;
    sideEnergy += differenceEnergy;
  }

  private void endBlock() {
    peak = Math.max(peak, blockPeak);
    quietSamples += blockPeak < QUIET_PEAK ? samplesInBlock : 0;
    blockPeak = 0;
    samplesInBlock = 0;
  }

  /** Ends the song and returns its measurements. */
  SignalQuality finish() {
    endBlock();
    endRuns();
    return new SignalQuality(
        Math.max(-MAX_DB, 20 * Math.log10(peak)),
        (double) clippedSamples / Math.max(1, values),
        (double) quietSamples / Math.max(1, samples),
        hasStereo ? sideDb() : Double.NaN);
  }

  private void endRuns() {
    for (int c = 0; c < channels; c++) {
      endRun(c);
    }
  }

  private double sideDb() {
    double db = midEnergy + sideEnergy == 0 ? 0 : 10 * Math.log10(sideEnergy / midEnergy);
    return Math.max(-MAX_DB, Math.min(MAX_DB, db));
  }
}
