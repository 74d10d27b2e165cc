package io.soundalike.audio.alac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/** Decodes an element of an ALAC packet: one channel or a pair of channels. */
final class AlacElement {

  private static final int UNUSED_BITS = 12;
  private static final int MAX_ORDER = 31;

  private final AlacConfig config;
  private final AdaptiveGolomb entropyCoder;

  /** {@code [2][frameLength]} samples. */
  private final int[][] samples;

  private final Predictor[] predictors = {new Predictor(), new Predictor()};

  /** How one channel is predicted, as its element states. */
  private static final class Predictor {

    private final short[] coefficients = new short[MAX_ORDER];
    private int order;
    private int shift;
    private boolean isDifferenced;
    private int rateFactor;

    void read(BitReader in) throws IOException {
      isDifferenced = in.read(4) != 0;
      shift = in.read(4);
      rateFactor = in.read(3);
      order = in.read(5);

      for (int i = 0; i < order; i++) {
        coefficients[i] = (short) in.read(16);
      }
    }

    void restore(int[] values, int count, int bits) {
      if (isDifferenced) {
        LinearPredictor.restore(values, count, coefficients, LinearPredictor.DIFFERENCE, 0, bits);
      }

      LinearPredictor.restore(values, count, coefficients, order, shift, bits);
    }
  }

  AlacElement(AlacConfig config) {
    this.config = config;
    this.entropyCoder = new AdaptiveGolomb(config);
    this.samples = new int[Math.min(2, config.channels())][config.frameLength()];
  }

  /** Samples of a channel of the last element, of as many bits as the configuration states. */
  int[] samples(int channel) {
    return samples[channel];
  }

  /**
   * Decodes an element.
   *
   * @param in positioned behind the element's instance tag
   * @param channels number of channels, 1 or 2
   * @return number of samples of each channel
   * @throws IOException if the element is not valid
   */
  int decode(BitReader in, int channels) throws IOException {
    in.skip(UNUSED_BITS);
    boolean hasLength = in.read(1) == 1;
    int shiftedBits = 8 * in.read(2);
    boolean isUncompressed = in.read(1) == 1;
    int count = hasLength ? in.read(32) : config.frameLength();

    if (count < 1 || count > config.frameLength()) {
      throw new IOException("an ALAC packet of " + count + " samples is not valid");
    }

    if (isUncompressed) {
      readUncompressed(in, channels, count);
    } else {
      readCompressed(in, channels, count, shiftedBits);
    }

    return count;
  }

  private void readUncompressed(BitReader in, int channels, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        samples[c][i] = in.readSigned(config.bitDepth());
      }
    }
  }

  /**
   * @param shiftedBits low bits of each sample that are stored without compression
   */
  private void readCompressed(BitReader in, int channels, int count, int shiftedBits)
      throws IOException {
    int bits = config.bitDepth() - shiftedBits + channels - 1;

    if (shiftedBits >= config.bitDepth() || bits > 32) {
      throw new IOException("an ALAC packet of " + bits + " bits is not valid");
    }

    int mixBits = in.read(8);
    int mixWeight = in.readSigned(8);

    for (int c = 0; c < channels; c++) {
      predictors[c].read(in);
    }

    int lowBits = in.position();
    in.skip((long) shiftedBits * channels * count);

    for (int c = 0; c < channels; c++) {
      int multiplier = config.historyMultiplier() * predictors[c].rateFactor / 4;
      entropyCoder.decode(in, multiplier, bits, samples[c], count);
      predictors[c].restore(samples[c], count, bits);
    }

    if (channels == 2 && mixWeight != 0) {
      unmix(count, mixBits, mixWeight);
    }

    if (shiftedBits > 0) {
      int next = in.position();
      in.seek(lowBits);
      appendLowBits(in, channels, count, shiftedBits);
      in.seek(next);
    }
  }

  /** Turns a weighted mean and the difference into left and right. */
  private void unmix(int count, int mixBits, int mixWeight) throws IOException {
    if (mixBits > 31) {
      throw new IOException("an ALAC packet has a mix of " + mixBits + " bits");
    }

    for (int i = 0; i < count; i++) {
      int difference = samples[1][i];
      int left = samples[0][i] + difference - (mixWeight * difference >> mixBits);
      samples[0][i] = left;
      samples[1][i] = left - difference;
    }
  }

  private void appendLowBits(BitReader in, int channels, int count, int bits) throws IOException {
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < channels; c++) {
        samples[c][i] = samples[c][i] << bits | in.read(bits);
      }
    }
  }
}
