package io.soundalike.audio;

/**
 * What a decoded file was.
 *
 * @param format its kind, such as {@code "MPEG"}
 * @param sampleRateHz of the file
 * @param channels of the file
 * @param samples of one channel of the file
 */
public record SourceInfo(String format, int sampleRateHz, int channels, long samples) {

  /** Length of the song in seconds. */
  public double seconds() {
    return (double) samples / sampleRateHz;
  }
}
