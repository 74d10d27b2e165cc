package io.soundalike.audio;

/**
 * Format and length of a decoded file. Of files that were joined although they differ, rate and
 * channels are those of the longest part.
 *
 * @param format name of the format, such as {@code "MPEG"}
 * @param sampleRateHz sample rate of the file, in Hz
 * @param channels number of channels of the file
 * @param samples number of samples of each channel, at that sample rate
 */
public record SourceInfo(String format, int sampleRateHz, int channels, long samples) {

  /** Duration in seconds. */
  public double seconds() {
    return (double) samples / sampleRateHz;
  }
}
