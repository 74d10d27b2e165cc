package io.soundalike.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=HYPERLINK(\"http://x\")",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "=1\",=2"
      })
  void formulasArePrefixedWithAnApostrophe(String tag) throws IOException {
    StringBuilder text = new StringBuilder();

    try (CsvWriter csv = new CsvWriter(text, "title")) {
      csv.row(tag);
    }

    assertThat(text.toString()).startsWith("title\n").contains("'" + tag.charAt(0));
  }

  @Test
  void numbersAndOtherTextAreUnchanged() throws IOException {
    StringBuilder text = new StringBuilder();

    try (CsvWriter csv = new CsvWriter(text, "a", "b", "c", "d", "e")) {
      csv.row(-1.5, -2, null, "", "s3://x=1, \"2\"");
    }

    assertThat(text.toString()).isEqualTo("a,b,c,d,e\n-1.5,-2,,,\"s3://x=1, \"\"2\"\"\"\n");
  }
}
