package io.soundalike.audio;

/**
 * One channel of samples, and what they were made from.
 *
 * @param samples in [-1, 1], at {@code sampleRateHz}
 * @param sampleRateHz of {@code samples}
 * @param sourceSampleRateHz of the file
 * @param sourceChannels of the file
 * @param sourceSamples of one channel of the file
 */
public record Pcm(
    float[] samples,
    int sampleRateHz,
    int sourceSampleRateHz,
    int sourceChannels,
    long sourceSamples) {

  /** Length of the song in seconds. */
  public double seconds() {
    return (double) sourceSamples / sourceSampleRateHz;
  }
}
