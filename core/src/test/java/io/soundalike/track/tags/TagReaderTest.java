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
import org.junit.jupiter.api.Timeout;

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
  void manyLongTextsAreCut() throws IOException {
    byte[] text = Id3.frame24("TPE1", 0, Id3.latin1("x".repeat(60_000) + "\0" + "y".repeat(300)));
    byte[][] frames = new byte[500][];
    Arrays.fill(frames, text);

    assertThat(read(Id3.tag(4, 0, frames)).artist()).isEqualTo("x".repeat(TrackTags.MAX_LENGTH));
  }

  @Test
  @Timeout(20)
  void filesOfManyEmptyPartsEndInTime() throws IOException {
    byte[] zeros = new byte[8_000_000];
    byte[] list = Bytes.join(Bytes.ascii("LIST"), Bytes.of(0, 0, 0x78, 0), Bytes.ascii("INFO"));
    byte[] chunk = Bytes.ascii("ISFT\0\0\0\0");
    byte[] box = Bytes.ascii("\0\0\0\10free");
    byte[] page = Bytes.join(Bytes.ascii("OggS\0\2"), new byte[21]);
    byte[] frame = Id3.frame23("TIT2", 0, new byte[0]);

    assertThat(read(Bytes.join(Bytes.ascii("RIFF\0\0\0\0WAVE"), list, repeat(chunk)))).isNotNull();
    assertThat(read(Bytes.join(Bytes.ascii("\0\0\0\10ftyp"), repeat(box)))).isNotNull();
    assertThat(read(repeat(page))).isNotNull();
    assertThat(read(Bytes.join(Id3.header("ID3", 4, 0, 8_000_000), repeat(frame)))).isNotNull();
    assertThat(read(Bytes.join(Id3.header("ID3", 3, 0x80, 8_000_000), repeat(frame)))).isNotNull();
    assertThat(read(Bytes.join(Bytes.ascii("fLaC"), zeros))).isEqualTo(TrackTags.NONE);
    assertThat(read(Bytes.join(Bytes.ascii("fLaC\4\377\377\377\0\0\0\0\377\377\377\377"), zeros)))
        .isEqualTo(TrackTags.NONE);
  }

  /** Eight million bytes. */
  private static byte[] repeat(byte[] part) {
    byte[] repeated = new byte[8_000_000];

    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = part[i % part.length];
    }

    return repeated;
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
