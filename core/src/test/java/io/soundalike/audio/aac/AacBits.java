package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes packets bit by bit. */
final class AacBits {

  /** Configuration of AAC-LC, 44,100 Hz, mono. */
  static final byte[] MONO = {0x12, 0x08};

  /** Configuration of AAC-LC, 44,100 Hz, stereo. */
  static final byte[] STEREO = {0x12, 0x10};

  /** By {@code book << 16 | index}: the codeword as text of zeros and ones. */
  private static final Map<Integer, String> CODEWORDS = codewords();

  private final StringBuilder bits = new StringBuilder();

  static String codeword(int book, int index) {
    return Objects.requireNonNull(CODEWORDS.get(book << 16 | index));
  }

  AacBits put(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      bits.append(value >> i & 1);
    }

    return this;
  }

  AacBits code(int book, int... indices) {
    for (int index : indices) {
      bits.append(codeword(book, index));
    }

    return this;
  }

  /** Codewords of differences of scale factors. */
  AacBits differences(int... values) {
    for (int value : values) {
      code(0, value + 60);
    }

    return this;
  }

  /** Global gain and {@code ics_info} of one long sine window. */
  AacBits longWindow(int gain, int bands) {
    return put(gain, 8).longWindow(bands);
  }

  /** {@code ics_info} of one long sine window. */
  AacBits longWindow(int bands) {
    return put(0, 4).put(bands, 6).put(0, 1);
  }

  /** A section of a long window, shorter than 31 bands. */
  AacBits section(int book, int bands) {
    return put(book, 4).put(bands, 5);
  }

  byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    for (int i = 0; i < bits.length(); i += 8) {
      String eight =
          (bits.substring(i, Math.min(i + 8, bits.length())) + "0000000").substring(0, 8);
      bytes.write(Integer.parseInt(eight, 2));
    }

    return bytes.toByteArray();
  }

  BitReader toReader() throws IOException {
    BitReader reader = AacDecoder.newBitReader();
    byte[] bytes = toBytes();
    reader.start(bytes, 0, bytes.length);
    return reader;
  }

  private static Map<Integer, String> codewords() {
    Map<Integer, String> codewords = new HashMap<>();
    int book = -1;
    int code = 0;
    int length = 0;

    for (String line : lines()) {
      if (line.startsWith("book")) {
        book++;
        code = 0;
        length = 0;
      } else if (!line.startsWith("#")) {
        String[] numbers = line.split(" ");

        for (int i = 1; i < numbers.length; i++) {
          int wanted = Integer.parseInt(numbers[0]);
          code <<= wanted - length;
          length = wanted;
          String binary = "0".repeat(length) + Integer.toBinaryString(code);
          codewords.put(
              book << 16 | Integer.parseInt(numbers[i]),
              binary.substring(binary.length() - length));
          code++;
        }
      }
    }

    return codewords;
  }

  private static List<String> lines() {
    try (InputStream in = AacBits.class.getResourceAsStream("huffman-codebooks.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
