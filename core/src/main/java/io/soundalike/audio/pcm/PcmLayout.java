package io.soundalike.audio.pcm;

/**
 * How uncompressed samples are stored. Channels are interleaved.
 *
 * @param encoding kind of number
 * @param channels number of channels
 * @param sampleRateHz sample rate, in Hz
 * @param sampleBytes bytes that one sample of one channel takes up
 * @param isPositionUnknown whether the bits of an integer may be in the upper or in the lower bytes
 *     of the sample; otherwise full scale is that of all its bytes
 * @param validBytes number of bytes that hold the bits of an integer
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

  /** Writers that do not know the size in advance store a value near the field's maximum. */
  static final long UNKNOWN_BYTES = 0x7FFF0000L;

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
