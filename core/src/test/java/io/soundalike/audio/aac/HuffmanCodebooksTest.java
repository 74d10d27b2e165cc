package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.BitReader;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuffmanCodebooksTest {

  @ParameterizedTest
  @CsvSource({
    "0, 121, 19",
    "1, 81, 11",
    "2, 81, 9",
    "3, 81, 16",
    "4, 81, 12",
    "5, 81, 13",
    "6, 81, 11",
    "7, 64, 12",
    "8, 64, 10",
    "9, 169, 15",
    "10, 169, 12",
    "11, 289, 12"
  })
  void everyCodewordIsRead(int number, int size, int maxLength) throws IOException {
    HuffmanCodebook book = HuffmanCodebooks.get(number);

    assertThat(book.size()).isEqualTo(size);
    assertThat(book.maxLength()).isEqualTo(maxLength);

    for (int index = 0; index < size; index++) {
      BitReader in = new AacBits().code(number, index).toReader();

      assertThat(book.read(in)).isEqualTo(index);
      assertThat(in.position()).isEqualTo(AacBits.codeword(number, index).length());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 111111111111101000",
    "0, 60, 0",
    "0, 120, 1111111111111110011",
    "1, 0, 11111111000",
    "1, 40, 0",
    "2, 0, 111110011",
    "3, 0, 0",
    "4, 40, 0000",
    "11, 0, 0000",
    "11, 288, 00100"
  })
  void someCodewordsAreThoseOfTheStandard(int number, int index, String codeword) {
    assertThat(AacBits.codeword(number, index)).isEqualTo(codeword);
  }

  @Test
  void aCodewordThatIsCutIsAnError() throws IOException {
    BitReader in = new AacBits().put(0xFF, 8).toReader();

    assertThatThrownBy(() -> HuffmanCodebooks.get(HuffmanCodebooks.SCALE_FACTORS).read(in))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void incompleteCodesAreRejected() {
    assertThatThrownBy(() -> new HuffmanCodebook(new int[] {0, 1, 1}, new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
