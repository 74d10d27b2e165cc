package io.soundalike.track.tags;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts of tags. */
final class Texts {

  /** Bytes of one text that are read; longer texts are cut. */
  static final int MAX_BYTES = 1 << 16;

  private Texts() {}

  /** Decodes UTF-8 or, if the bytes are not UTF-8, ISO 8859-1. */
  static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }

  /** Splits a text at its NUL characters. */
  static List<String> split(String text) {
    return List.of(text.split("\0", -1));
  }

  /** The text up to its first NUL character. */
  static String untilNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }
}
