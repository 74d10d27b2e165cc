package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemporaryCopyTest {

  @Test
  void readsFromAnyOffsetAndLeavesNoFile() throws IOException {
    List<Path> before = temporaryFiles();
    InputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5});
    in.skipNBytes(1);
    TemporaryCopy copy = TemporaryCopy.of(in);

    try (copy) {
      assertThat(copy.channel().size()).isEqualTo(4);
      assertThat(copy.streamFrom(2).readAllBytes()).containsExactly(4, 5);
      assertThat(copy.streamFrom(0).readAllBytes()).containsExactly(2, 3, 4, 5);
    }

    assertThatThrownBy(() -> copy.channel().size()).isInstanceOf(ClosedChannelException.class);
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void aStreamThatFailsLeavesNoFile() throws IOException {
    List<Path> before = temporaryFiles();
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };

    assertThatThrownBy(() -> TemporaryCopy.of(failing)).hasMessage("connection reset");
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.toString().endsWith(".audio")).sorted().toList();
    }
  }
}
