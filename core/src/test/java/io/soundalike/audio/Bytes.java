package io.soundalike.audio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Builds files byte by byte. */
public final class Bytes {

  private Bytes() {}

  /** Concatenates arrays. */
  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();

    for (byte[] part : parts) {
      joined.writeBytes(part);
    }

    return joined.toByteArray();
  }

  /** Converts characters to bytes. */
  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Converts numbers to bytes. */
  public static byte[] of(int... values) {
    byte[] bytes = new byte[values.length];

    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }

    return bytes;
  }

  /** Builds an ID3v2.3 tag whose only frame is a picture. */
  public static byte[] id3(byte[] picture) {
    int frame = picture.length + 10;
    return join(
        ascii("ID3"),
        of(3, 0, 0, frame >> 21 & 127, frame >> 14 & 127, frame >> 7 & 127, frame & 127),
        ascii("APIC"),
        of(picture.length >> 24, picture.length >> 16, picture.length >> 8, picture.length, 0, 0),
        picture);
  }
}
