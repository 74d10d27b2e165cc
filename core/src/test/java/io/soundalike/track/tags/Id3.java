package io.soundalike.track.tags;

import io.soundalike.audio.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds ID3 tags byte by byte. */
final class Id3 {

  private Id3() {}

  /** An ID3v2 tag with 20 bytes of padding. */
  static byte[] tag(int version, int flags, byte[]... frames) {
    byte[] body = Bytes.join(Bytes.join(frames), new byte[20]);
    return Bytes.join(header("ID3", version, flags, body.length), body);
  }

  /** A header, or a footer. */
  static byte[] header(String mark, int version, int flags, int bodyBytes) {
    return Bytes.join(Bytes.ascii(mark), Bytes.of(version, 0, flags), synchsafe(bodyBytes));
  }

  /** A frame of version 2.2. */
  static byte[] frame22(String id, byte[] content) {
    return Bytes.join(
        Bytes.ascii(id),
        Bytes.of(content.length >> 16, content.length >> 8, content.length),
        content);
  }

  /** A frame of version 2.3. */
  static byte[] frame23(String id, int flags, byte[] content) {
    return Bytes.join(
        Bytes.ascii(id), bigEndian(content.length), Bytes.of(flags >> 8, flags), content);
  }

  /** A frame of version 2.4. */
  static byte[] frame24(String id, int flags, byte[] content) {
    return Bytes.join(
        Bytes.ascii(id), synchsafe(content.length), Bytes.of(flags >> 8, flags), content);
  }

  /** Content of a text frame in ISO 8859-1. */
  static byte[] latin1(String text) {
    return Bytes.join(Bytes.of(0), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Content of a text frame in UTF-16 with a little-endian byte order mark. */
  static byte[] utf16(String text) {
    return Bytes.join(Bytes.of(1, 0xFF, 0xFE), text.getBytes(StandardCharsets.UTF_16LE));
  }

  /** Inserts a zero behind each FF that could start a synchronisation. */
  static byte[] unsynchronise(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    for (int i = 0; i < bytes.length; i++) {
      out.write(bytes[i]);
      int next = i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0;

      if (bytes[i] == (byte) 0xFF && (next == 0 || next >= 0xE0)) {
        out.write(0);
      }
    }

    return out.toByteArray();
  }

  /** An ID3v1 tag. */
  static byte[] v1(String title, String artist, String album, String year, int genre) {
    return Bytes.join(
        Bytes.ascii("TAG"),
        Arrays.copyOf(Bytes.ascii(title), 30),
        Arrays.copyOf(Bytes.ascii(artist), 30),
        Arrays.copyOf(Bytes.ascii(album), 30),
        Arrays.copyOf(Bytes.ascii(year), 4),
        new byte[28],
        Bytes.of(0, 7, genre));
  }

  static byte[] synchsafe(int size) {
    return Bytes.of(size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127);
  }

  static byte[] bigEndian(int value) {
    return Bytes.of(value >> 24, value >> 16, value >> 8, value);
  }
}
