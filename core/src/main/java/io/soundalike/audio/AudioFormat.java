package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;

/**
 * One kind of audio file. Implementations are found by {@link java.util.ServiceLoader}: a jar that
 * names its own in {@code META-INF/services/io.soundalike.audio.AudioFormat} adds a kind. They have
 * a public constructor without arguments, hold no state, and are asked in the order in which they
 * are found, before MPEG audio, which has no mark of its own.
 */
public interface AudioFormat {

  /** Bytes of a file's head that {@link #matches} is shown, fewer if the file is shorter. */
  int HEAD_BYTES = 4096;

  /** What the kind is called, such as {@code "FLAC"}. */
  String name();

  /**
   * Whether a file is of this kind. Names are not asked: a song may be called anything.
   *
   * @param head the first {@value #HEAD_BYTES} bytes behind any ID3v2 tags
   */
  boolean matches(byte[] head);

  /**
   * Starts to decode a file.
   *
   * @param in from the first byte of {@code head}; supports {@code mark}; closed by the caller
   * @param length bytes of {@code in}
   * @throws UndecodableException if the file cannot be decoded, with the reason
   * @throws IOException if the bytes cannot be read, or make no sense
   */
  SampleSource open(InputStream in, long length) throws IOException, UndecodableException;
}
