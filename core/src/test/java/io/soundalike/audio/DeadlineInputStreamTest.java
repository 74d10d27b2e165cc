package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class DeadlineInputStreamTest {

  /** Libraries that catch EOFException and search on must be stopped, too. */
  @Test
  void readingPastTheEndAgainAndAgainEndsWithAnUncheckedException() {
    DeadlineInputStream in = new DeadlineInputStream(InputStream.nullInputStream(), 60);

    assertThatThrownBy(
            () -> {
              while (true) {
                assertThat(in.read()).isEqualTo(-1);
              }
            })
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("the decoder reads past the end of the file")
        .hasCauseInstanceOf(EOFException.class);
  }
}
