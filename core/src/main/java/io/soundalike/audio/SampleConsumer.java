package io.soundalike.audio;

/** Receives a song's samples as they are decoded. */
@FunctionalInterface
public interface SampleConsumer {

  /**
   * Accepts the next samples of one channel at the analysis sample rate.
   *
   * @param samples full scale is 1; the array is reused, so implementations must not keep it
   * @param length number of valid samples
   */
  void accept(float[] samples, int length);
}
