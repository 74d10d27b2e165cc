package io.soundalike.audio.pcm;

/**
 * How uncompressed samples are stored. Channels are interleaved.
 *
 * @param encoding kind of number
 * @param channels number of channels
 * @param sampleRateHz sample rate, in Hz
 * @param sampleBytes bytes that one sample of one channel takes up
 * @param isPositionUnknown whether integers with fewer bits than {@code sampleBytes} holds may be
 *     at either end of it; otherwise they are at the upper end, full scale being that of all bits
 * @param validBytes bytes of the sample that hold its bits
 * @param isBigEndian byte order
 * @param samples number of samples of each channel; 0 if unknown
 */
record PcmLayout(
    Encoding encoding,
    int channels,
    int sampleRateHz,
    int sampleBytes,
    boolean isPositionUnknown,
    int validBytes,
    boolean isBigEndian,
    long samples) {

  /** Kind of number. */
  enum Encoding {
    SIGNED,
    UNSIGNED,
    FLOAT,
    A_LAW,
    MU_LAW
  }

  /** Bytes of one sample of all channels. */
  int frameBytes() {
    return channels * sampleBytes;
  }

  /** Whether samples of this encoding and width are supported. */
  boolean isSupported() {
    return switch (encoding) {
      case SIGNED -> sampleBytes >= 1 && sampleBytes <= 4;
      case UNSIGNED, A_LAW, MU_LAW -> sampleBytes == 1;
      case FLOAT -> sampleBytes == 4 || sampleBytes == 8;
    };
  }
}
