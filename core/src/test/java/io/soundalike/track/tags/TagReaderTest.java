package io.soundalike.track.tags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import io.soundalike.transcoding.Mp3Writer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagReaderTest {

  private static final TrackTags TAGS =
      new TrackTags("Hurt", "Nine Inch Nails", "Halo", "1994", "Industrial");

  private static TrackTags read(byte[] file) throws IOException {
    return TagReader.read(new InMemory(file));
  }

  @Test
  void writtenTagsAreRead() throws IOException {
    TrackTags cyrillic = new TrackTags("Группа крови", "Кино", null, "1988", null);

    assertThat(read(Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS))).isEqualTo(TAGS);
    assertThat(read(Mp3Writer.encode(new float[1][22050], 22050, 64, cyrillic)))
        .isEqualTo(cyrillic);
  }

  @Test
  void damagedTagsAreReadWithoutAnException() throws IOException {
    byte[] song = Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS);

    for (int length = 0; length < 120; length++) {
      assertThat(read(Arrays.copyOf(song, length))).isNotNull();
    }

    Random random = new Random(5);

    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(song, 200);
      damaged[random.nextInt(120)] = (byte) random.nextInt(256);
      assertThat(read(damaged)).isNotNull();
    }

    assertThat(read(new byte[500])).isEqualTo(TrackTags.NONE);
  }

  @Test
  void everyMarkMayBeFollowedByAnything() throws IOException {
    Random random = new Random(6);
    String[] marks = {
      "ID3\2\0\0\0\0\1\0", "ID3\3\0\u0080\0\0\1\0", "ID3\4\0\0\0\0\1\0", "fLaC", "OggS",
      "RIFF\0\0\0\0WAVE", "RF64\0\0\0\0WAVE", "FORM\0\0\0\0AIFF", "\0\0\0\20ftypM4A ", "APETAGEX"
    };

    for (int i = 0; i < 3000; i++) {
      byte[] rest = new byte[random.nextInt(1000)];
      random.nextBytes(rest);

      for (int k = 0; k < rest.length; k++) {
        rest[k] = random.nextInt(3) == 0 ? 0 : rest[k];
      }

      byte[] mark = Bytes.ascii(marks[i % marks.length]);
      assertThat(read(Bytes.join(mark, rest))).isNotNull();
    }
  }

  @Test
  void aFailureOfTheStorageIsReported() {
    SeekableBytes broken =
        new SeekableBytes() {
          @Override
          public long length() {
            return 1000;
          }

          @Override
          public void readFully(long position, byte[] buffer, int offset, int count)
              throws IOException {
            throw new IOException("Connection reset by peer");
          }
        };

    assertThatThrownBy(() -> TagReader.read(broken)).hasMessage("Connection reset by peer");
  }
}
