package io.soundalike.audio.aac;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The Huffman codebooks of scale factors and spectra.
 *
 * <p>Reference: ISO/IEC 14496-3, tables 4.A.1 to 4.A.12, in {@code huffman-codebooks.txt}
 */
final class HuffmanCodebooks {

  /** Number of the codebook of scale factors; those of spectra are 1 to {@link #ESCAPE}. */
  static final int SCALE_FACTORS = 0;

  /** The codebook whose largest value is followed by an escape sequence. */
  static final int ESCAPE = 11;

  private static final int MAX_LENGTH = 19;

  private static final HuffmanCodebook[] BOOKS = load();

  private HuffmanCodebooks() {}

  /**
   * A codebook.
   *
   * @param number {@link #SCALE_FACTORS} to {@link #ESCAPE}
   */
  static HuffmanCodebook get(int number) {
    return BOOKS[number];
  }

  private static HuffmanCodebook[] load() {
    HuffmanCodebook[] books = new HuffmanCodebook[ESCAPE + 1];

    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    HuffmanCodebooks.class.getResourceAsStream("huffman-codebooks.txt")),
                StandardCharsets.UTF_8))) {
      int[] counts = new int[MAX_LENGTH + 1];
      int[] indices = new int[0];
      int book = -1;

      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }

        if (line.startsWith("book")) {
          add(books, book, counts, indices);
          book++;
          counts = new int[MAX_LENGTH + 1];
          indices = new int[0];
        } else {
          int[] numbers = Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
          counts[numbers[0]] = numbers.length - 1;
          indices =
              IntStream.concat(Arrays.stream(indices), Arrays.stream(numbers).skip(1)).toArray();
        }
      }

      add(books, book, counts, indices);
      return books;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(HuffmanCodebook[] books, int number, int[] counts, int[] indices) {
    int length = counts.length;

    while (counts[length - 1] == 0 && length > 1) {
      length--;
    }

    if (number >= 0) {
      books[number] = new HuffmanCodebook(Arrays.copyOf(counts, length), indices);
    }
  }
}
