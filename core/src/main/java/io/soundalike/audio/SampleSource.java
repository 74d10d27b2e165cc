package io.soundalike.audio;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Decoder of one file that delivers samples block by block. Memory holds one block, however long
 * the song.
 */
public interface SampleSource extends Closeable {

  /** Name of the format if the file's content makes it more exact; null if it does not. */
  default @Nullable String format() {
    return null;
  }

  /**
   * Sample rate of the next block before the first call of {@link #next}, afterwards of the last
   * one, in Hz. Files that were joined may change it from one block to the next.
   */
  int sampleRateHz();

  /** Number of channels of the same block, 1 or more. */
  int channels();

  /**
   * Decodes the next block.
   *
   * @return number of samples of each channel in {@link #block}; 0 at the end of the song
   * @throws IOException if the bytes cannot be read or are invalid
   * @throws UndecodableException if decoding cannot continue
   */
  int next() throws IOException, UndecodableException;

  /**
   * The block that {@link #next} decoded, channels interleaved, full scale being 1; valid until the
   * next call of {@link #next}.
   */
  float[] block();

  /**
   * Share of the file that was lost; called at the end of the song.
   *
   * @return 0 if everything that the file contains or announces was decoded, 1 if nothing was
   * @throws UndecodableException if the file turns out not to be audio
   */
  double lostShare() throws UndecodableException;

  /** Releases what the source opened itself, such as a temporary file; not the input stream. */
  @Override
  default void close() throws IOException {}
}
