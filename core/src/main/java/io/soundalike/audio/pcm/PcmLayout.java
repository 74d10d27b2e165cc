package io.soundalike.audio.pcm;

/**
 * How uncompressed samples are stored. Channels are interleaved.
 *
 * @param encoding kind of number
 * @param channels number of channels
 * @param sampleRateHz sample rate, in Hz
 * @param sampleBytes bytes that one sample of one channel takes up
 * @param validBits number of bits of an integer
 * @param isBigEndian byte order
 * @param samples number of samples of each channel; 0 if unknown
 */
record PcmLayout(
    Encoding encoding,
    int channels,
    int sampleRateHz,
    int sampleBytes,
    int validBits,
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

  /** A layout of samples whose number is unknown. */
  PcmLayout(
      Encoding encoding,
      int channels,
      int sampleRateHz,
      int sampleBytes,
      int validBits,
      boolean isBigEndian) {
    this(encoding, channels, sampleRateHz, sampleBytes, validBits, isBigEndian, 0);
  }

  /**
   * The layout with the number of samples.
   *
   * @param size stated number of bytes of all samples
   * @param bytesLeft number of bytes from the first sample to the end of the file
   */
  PcmLayout withSize(long size, long bytesLeft) {
    return new PcmLayout(
        encoding,
        channels,
        sampleRateHz,
        sampleBytes,
        validBits,
        isBigEndian,
        HeaderFields.isUnknownSize(size, bytesLeft) ? 0 : size / Math.max(1, frameBytes()));
  }

  /** Bytes of one sample of all channels. */
  long frameBytes() {
    return (long) channels * sampleBytes;
  }

  /** Number of bytes that hold the bits of an integer. */
  int validBytes() {
    return (validBits + 7) / 8;
  }

  /**
   * Whether the bits of an integer may be in the upper or in the lower bytes of the sample;
   * otherwise full scale is that of all its bytes.
   */
  boolean isPositionUnknown() {
    return encoding == Encoding.SIGNED
        && !isBigEndian
        && validBytes() > 0
        && validBytes() < sampleBytes
        && sampleBytes <= 4;
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
