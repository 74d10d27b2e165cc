package io.soundalike.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.mpatric.mp3agic.ID3v1Tag;
import com.mpatric.mp3agic.ID3v23Tag;
import com.mpatric.mp3agic.NotSupportedException;
import io.soundalike.demo.Mp3Writer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TagReaderTest {

  private static final TrackTags TAGS = new TrackTags("Hurt", "Nine Inch Nails", "Halo", "1994");

  @Test
  void whatWasWrittenIsRead() throws IOException {
    byte[] song = Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS);

    assertThat(head(song)).isEqualTo(TAGS);
  }

  @Test
  void otherAlphabetsAndVersionsAreRead() throws IOException, NotSupportedException {
    ID3v23Tag tag = new ID3v23Tag();
    tag.setTitle("Группа крови");
    tag.setArtist("Кино");
    tag.setYear("1988");

    assertThat(head(tag.toBytes())).isEqualTo(new TrackTags("Группа крови", "Кино", null, "1988"));
  }

  @Test
  void artIsPassedOver() throws IOException, NotSupportedException {
    ID3v23Tag tag = new ID3v23Tag();
    byte[] art = new byte[5_000_000];
    new Random(1).nextBytes(art);
    tag.setAlbumImage(art, "image/png");
    tag.setTitle("Behind the picture");
    byte[] bytes = tag.toBytes();
    long[] largest = new long[1];
    InputStream counting =
        new ByteArrayInputStream(bytes) {
          @Override
          public byte[] readNBytes(int length) throws IOException {
            largest[0] = Math.max(largest[0], length);
            return super.readNBytes(length);
          }
        };

    assertThat(TagReader.readHead(counting).title()).isEqualTo("Behind the picture");
    assertThat(largest[0]).isLessThan(65536);
  }

  @Test
  void id3v1CompletesWhatIsMissing() throws IOException {
    ID3v1Tag tag = new ID3v1Tag();
    tag.setTitle("Other title");
    tag.setArtist("Johnny Cash");
    tag.setAlbum("");
    tag.setYear("2002");
    TrackTags head = new TrackTags("Hurt", null, null, null);

    assertThat(TagReader.completeByTail(head, tag.toBytes()))
        .isEqualTo(new TrackTags("Hurt", "Johnny Cash", null, "2002"));
    assertThat(TagReader.completeByTail(head, new byte[128])).isEqualTo(head);
  }

  @Test
  void brokenTagsAreNoTags() throws IOException {
    byte[] song = Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS);

    for (int length = 0; length < 120; length++) {
      assertThat(head(Arrays.copyOf(song, length))).isNotNull();
    }

    Random random = new Random(5);

    for (int i = 0; i < 3000; i++) {
      byte[] broken = Arrays.copyOf(song, 200);
      broken[random.nextInt(120)] = (byte) random.nextInt(256);
      assertThat(head(broken)).isNotNull();
    }

    assertThat(head(new byte[500])).isEqualTo(TrackTags.NONE);
  }

  @Test
  void textsAreCleaned() {
    TrackTags tags = new TrackTags("a\u0000b\nc\u001bd", "  ", "x".repeat(5000), null);

    assertThat(tags.title()).isEqualTo("ab cd");
    assertThat(tags.artist()).isNull();
    assertThat(tags.album()).hasSize(TrackTags.MAX_LENGTH);
  }

  @Test
  void identityIsTheBytes() throws IOException {
    assertThat(TrackId.of(new ByteArrayInputStream("abc".getBytes("US-ASCII"))))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static TrackTags head(byte[] bytes) throws IOException {
    return TagReader.readHead(new ByteArrayInputStream(bytes));
  }
}
