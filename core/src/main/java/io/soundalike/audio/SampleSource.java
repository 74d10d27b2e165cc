package io.soundalike.audio;

import java.io.IOException;

/**
 * A song on its way out of its file, block by block. Memory holds one block, however long the song.
 */
public interface SampleSource {

  /** Sample rate of the file, in Hz. */
  int sampleRateHz();

  /** Channels of the file, 1 or more. */
  int channels();

  /**
   * Decodes the next block.
   *
   * @return samples of each channel that {@link #block} now holds; 0 at the song's end
   * @throws IOException if the bytes cannot be read, or make no sense
   * @throws UndecodableException if decoding cannot go on
   */
  int next() throws IOException, UndecodableException;

  /**
   * The block that {@link #next} decoded, its channels interleaved, 1 being full scale; valid until
   * the next call.
   */
  float[] block();

  /**
   * Called at the song's end: says what share of the file was lost on the way.
   *
   * @return 0 if all that the file holds, or says it holds, was decoded; 1 if nothing was
   * @throws UndecodableException if what was decoded is no song at all
   */
  double lostShare() throws UndecodableException;
}
