package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;

/**
 * One audio file format. Implementations are found by {@link java.util.ServiceLoader}: a jar that
 * lists its own in {@code META-INF/services/io.soundalike.audio.AudioFormat} adds a format. An
 * implementation has a public constructor without arguments and holds no state. Formats are tried
 * in the order in which they are found, those without a signature last.
 */
public interface AudioFormat {

  /** Number of bytes that {@link #matches} receives; fewer if the file is shorter. */
  int HEAD_BYTES = 4096;

  /** Name of the format, such as {@code "FLAC"}. */
  String name();

  /**
   * Whether a file has this format. Only its content decides; file names may be wrong.
   *
   * @param head the first {@value #HEAD_BYTES} bytes after any ID3v2 tags
   */
  boolean matches(byte[] head);

  /**
   * Whether the format is recognised by a signature. One that has none, such as MPEG audio, accepts
   * files that have to be searched and is tried after all others.
   */
  default boolean hasSignature() {
    return true;
  }

  /**
   * Opens a file for decoding.
   *
   * @param in from the first byte of {@code head}; supports {@code mark}; closed by the caller
   * @param length number of bytes of {@code in}
   * @throws UndecodableException if the file cannot be decoded, with the reason
   * @throws IOException if the bytes cannot be read or are invalid
   */
  SampleSource open(InputStream in, long length) throws IOException, UndecodableException;
}
