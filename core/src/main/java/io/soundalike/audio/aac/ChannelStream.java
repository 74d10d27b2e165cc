package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * One channel of a packet: reads the side information and the quantised spectrum, and scales it.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.5.2.3 ({@code individual_channel_stream}), 4.6.1 (inverse
 * quantisation), 4.6.2 (scale factors)
 */
final class ChannelStream {

  /** Codebook numbers of bands that have no Huffman-coded coefficients. */
  static final int ZERO = 0;

  static final int NOISE = 13;
  static final int INTENSITY_OPPOSITE = 14;
  static final int INTENSITY = 15;

  private static final int RESERVED = 12;
  private static final int MAX_SCALE_FACTOR = 255;

  /** Scale factor of unit gain. */
  private static final int UNIT_SCALE_FACTOR = 100;

  /** Scale factor that codes no difference to the one before. */
  private static final int SAME_SCALE_FACTOR = 60;

  private static final int NOISE_OFFSET = 90;
  private static final int FIRST_NOISE_BITS = 9;

  /** Exponents of gains are bounded by this magnitude; sounds stay far below. */
  private static final int MAX_EXPONENT = 200;

  private static final float[] GAINS = gains();
  private static final float[] MAGNITUDES = magnitudes();

  private final IcsInfo info;
  private final PulseData pulses = new PulseData();
  private final TemporalNoiseShaping shaping = new TemporalNoiseShaping();
  private final int[] books = new int[ScaleFactorBands.MAX_BANDS];
  private final float[] scales = new float[ScaleFactorBands.MAX_BANDS];
  private final int[] quantised;
  private final float[] spectrum;

  ChannelStream(ScaleFactorBands bands) {
    info = new IcsInfo(bands);
    quantised = new int[bands.frameSamples()];
    spectrum = new float[bands.frameSamples()];
  }

  private static float[] gains() {
    float[] gains = new float[2 * MAX_EXPONENT + 1];

    for (int i = 0; i < gains.length; i++) {
      gains[i] = (float) Math.pow(2, 0.25 * (i - MAX_EXPONENT));
    }

    return gains;
  }

  private static float[] magnitudes() {
    int pulses = PulseData.MAX_PULSES * PulseData.MAX_AMPLITUDE;
    float[] magnitudes = new float[SpectralData.MAX_MAGNITUDE + pulses + 1];

    for (int i = 0; i < magnitudes.length; i++) {
      magnitudes[i] = (float) Math.pow(i, 4.0 / 3);
    }

    return magnitudes;
  }

  /** Gain of a quarter of 6 dB for each step. */
  private static float gain(int exponent) {
    return GAINS[Math.max(-MAX_EXPONENT, Math.min(MAX_EXPONENT, exponent)) + MAX_EXPONENT];
  }

  /** Windows and groups of the channel. */
  IcsInfo info() {
    return info;
  }

  /** Codebook of a band, by {@link IcsInfo#index}. */
  int book(int index) {
    return books[index];
  }

  /**
   * Factor of a band, by {@link IcsInfo#index}: of the coefficients, of the noise's root energy, or
   * from the left to the right channel with intensity stereo.
   */
  float scale(int index) {
    return scales[index];
  }

  /** Coefficients, one window after the other. */
  float[] spectrum() {
    return spectrum;
  }

  /**
   * Reads the channel.
   *
   * @param hasInfo whether {@link #info} was read before, because both channels of a pair share it
   * @throws IOException if the packet is damaged
   */
  void read(BitReader in, boolean hasInfo) throws IOException {
    int globalGain = in.read(8);

    if (!hasInfo) {
      info.read(in);
    }

    readSections(in);
    readScaleFactors(in, globalGain);
    pulses.clear();
    shaping.clear();

    if (in.readFlag()) {
      pulses.read(in, info);
    }

    if (in.readFlag()) {
      shaping.read(in, info);
    }

    if (in.readFlag()) {
      throw new IOException("AAC-LC with gain control, which only AAC SSR has");
    }

    readSpectrum(in);
  }

  private void readSections(BitReader in) throws IOException {
    int bits = info.isShort() ? 3 : 5;
    int escape = (1 << bits) - 1;

    for (int group = 0; group < info.groups(); group++) {
      int band = 0;

      while (band < info.maxBand()) {
        int book = in.read(4);
        int end = band;
        int length;

        do {
          length = in.read(bits);
          end += length;
        } while (length == escape);

        if (book == RESERVED || end > info.maxBand()) {
          throw new IOException("a section of AAC has an invalid codebook or length");
        }

        for (; band < end; band++) {
          books[info.index(group, band)] = book;
        }
      }
    }
  }

  private void readScaleFactors(BitReader in, int globalGain) throws IOException {
    int scaleFactor = globalGain;
    int position = 0;
    int energy = globalGain - NOISE_OFFSET;
    boolean isFirstNoise = true;

    for (int i = 0; i < info.groups() * info.maxBand(); i++) {
      switch (books[i]) {
        case ZERO -> scales[i] = 0;
        case INTENSITY, INTENSITY_OPPOSITE -> {
          position += readDifference(in);
          scales[i] = books[i] == INTENSITY ? gain(-position) : -gain(-position);
        }
        case NOISE -> {
          energy +=
              isFirstNoise
                  ? in.read(FIRST_NOISE_BITS) - (1 << FIRST_NOISE_BITS - 1)
                  : readDifference(in);
          isFirstNoise = false;
          scales[i] = gain(energy);
        }
        default -> {
          scaleFactor += readDifference(in);

          if (scaleFactor < 0 || scaleFactor > MAX_SCALE_FACTOR) {
            throw new IOException("a scale factor of AAC is " + scaleFactor);
          }

          scales[i] = gain(scaleFactor - UNIT_SCALE_FACTOR);
        }
      }
    }
  }

  private static int readDifference(BitReader in) throws IOException {
    return HuffmanCodebooks.get(HuffmanCodebooks.SCALE_FACTORS).read(in) - SAME_SCALE_FACTOR;
  }

  private void readSpectrum(BitReader in) throws IOException {
    Arrays.fill(quantised, 0);
    int window = 0;

    for (int group = 0; group < info.groups(); group++) {
      for (int band = 0; band < info.maxBand(); band++) {
        int book = books[info.index(group, band)];

        if (book == ZERO || book > HuffmanCodebooks.ESCAPE) {
          continue;
        }

        int width = info.bound(band + 1) - info.bound(band);

        for (int i = 0; i < info.groupLength(group); i++) {
          int from = (window + i) * info.windowLength() + info.bound(band);
          SpectralData.read(in, book, quantised, from, width);
        }
      }

      window += info.groupLength(group);
    }

    pulses.apply(quantised);
    scaleSpectrum();
  }

  private void scaleSpectrum() {
    Arrays.fill(spectrum, 0);
    int window = 0;

    for (int group = 0; group < info.groups(); group++) {
      for (int band = 0; band < info.maxBand(); band++) {
        int index = info.index(group, band);

        if (books[index] != ZERO && books[index] <= HuffmanCodebooks.ESCAPE) {
          for (int i = 0; i < info.groupLength(group); i++) {
            int offset = (window + i) * info.windowLength();
            scaleBand(offset + info.bound(band), offset + info.bound(band + 1), scales[index]);
          }
        }
      }

      window += info.groupLength(group);
    }
  }

  private void scaleBand(int from, int to, float scale) {
    for (int i = from; i < to; i++) {
      int value = quantised[i];
      float magnitude = scale * MAGNITUDES[Math.abs(value)];
      spectrum[i] = value < 0 ? -magnitude : magnitude;
    }
  }

  /** Applies temporal noise shaping, which follows all joint coding of channels. */
  void shape() {
    shaping.apply(info, spectrum);
  }
}
