package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;

/** Decodes one kind of audio file. Implementations hold no state between songs. */
public interface AudioDecoder {

  /**
   * Decodes a song to one channel at the analysed sample rate.
   *
   * @param in the file from its first byte; not closed
   * @param length the file's bytes
   * @return the samples, or why there are none
   * @throws IOException if the bytes cannot be read, which says nothing about the song
   */
  DecodeOutcome decode(InputStream in, long length) throws IOException;
}
