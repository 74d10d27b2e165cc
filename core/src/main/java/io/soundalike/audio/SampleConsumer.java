package io.soundalike.audio;

/** Takes a song's samples as they are decoded. */
@FunctionalInterface
public interface SampleConsumer {

  /**
   * Takes the next samples of one channel at the analysed rate.
   *
   * @param samples 1 being full scale; not kept, as the array is used again
   * @param length how many of them count
   */
  void accept(float[] samples, int length);
}
