package io.soundalike.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.mpatric.mp3agic.ID3v1Tag;
import com.mpatric.mp3agic.ID3v23Tag;
import com.mpatric.mp3agic.NotSupportedException;
import io.soundalike.audio.Bytes;
import io.soundalike.transcoding.Mp3Writer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagReaderTest {

  private static final TrackTags TAGS =
      new TrackTags("Hurt", "Nine Inch Nails", "Halo", "1994", "Industrial");

  @Test
  void writtenTagsAreRead() throws IOException {
    byte[] song = Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS);

    assertThat(readHead(song)).isEqualTo(TAGS);
  }

  @Test
  void otherAlphabetsAndTagVersionsAreRead() throws IOException, NotSupportedException {
    ID3v23Tag tag = new ID3v23Tag();
    tag.setTitle("Группа крови");
    tag.setArtist("Кино");
    tag.setYear("1988");
    tag.setGenre(17);

    assertThat(readHead(tag.toBytes()))
        .isEqualTo(new TrackTags("Группа крови", "Кино", null, "1988", "Rock"));
  }

  @Test
  void picturesAreSkippedWithoutBuffering() throws IOException, NotSupportedException {
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
  void id3v1AddsMissingFields() throws IOException {
    ID3v1Tag tag = new ID3v1Tag();
    tag.setTitle("Other title");
    tag.setArtist("Johnny Cash");
    tag.setAlbum("");
    tag.setYear("2002");
    tag.setGenre(2);
    TrackTags head = new TrackTags("Hurt", null, null, null, null);

    assertThat(TagReader.completeByTail(head, tag.toBytes()))
        .isEqualTo(new TrackTags("Hurt", "Johnny Cash", null, "2002", "Country"));
    assertThat(TagReader.completeByTail(head, new byte[128])).isEqualTo(head);
  }

  @Test
  void damagedTagsAreReadWithoutAnException() throws IOException {
    byte[] song = Mp3Writer.encode(new float[1][22050], 22050, 64, TAGS);

    for (int length = 0; length < 120; length++) {
      assertThat(readHead(Arrays.copyOf(song, length))).isNotNull();
    }

    Random random = new Random(5);

    for (int i = 0; i < 3000; i++) {
      byte[] damaged = Arrays.copyOf(song, 200);
      damaged[random.nextInt(120)] = (byte) random.nextInt(256);
      assertThat(readHead(damaged)).isNotNull();
    }

    assertThat(readHead(new byte[500])).isEqualTo(TrackTags.NONE);
  }

  @Test
  void textsAreStrippedOfControlCharactersAndTruncated() {
    TrackTags tags = new TrackTags("a\u0000b\nc\u001bd", "  ", "x".repeat(5000), null, null);

    assertThat(tags.title()).isEqualTo("ab cd");
    assertThat(tags.artist()).isNull();
    assertThat(tags.album()).hasSize(TrackTags.MAX_LENGTH);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ISO-8859-1, Señor Über",
    "1, UTF-16, Группа крови",
    "1, x-UTF-16LE-BOM, 夜に駆ける",
    "2, UTF-16BE, Κράτησέ με",
    "3, UTF-8, 😀 emoji"
  })
  void everyId3TextEncodingIsRead(int encoding, String charset, String title) throws IOException {
    byte[] text = title.getBytes(Charset.forName(charset));
    int length = text.length + 1;
    byte[] tag =
        Bytes.join(
            Bytes.ascii("ID3"),
            Bytes.of(4, 0, 0, 0, 0, 0, length + 10),
            Bytes.ascii("TIT2"),
            Bytes.of(0, 0, 0, length, 0, 0, encoding),
            text);

    assertThat(readHead(tag)).isEqualTo(new TrackTags(title, null, null, null, null));
  }

  @Test
  void latin1TextOfId3v1IsRead() {
    byte[] tag =
        Arrays.copyOf(
            Bytes.join(
                Bytes.ascii("TAG"),
                Arrays.copyOf("Déjà vu".getBytes(StandardCharsets.ISO_8859_1), 30)),
            128);

    assertThat(TagReader.completeByTail(TrackTags.NONE, tag).title()).isEqualTo("Déjà vu");
  }

  @Test
  void oggVorbisCommentsAreRead() throws IOException {
    try (InputStream ogg =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/tone_440.ogg"))) {
      assertThat(TagReader.readHead(ogg))
          .isEqualTo(new TrackTags("Pièce", "Ärtist", "Album", "2017", null));
    }
  }

  @Test
  void flacCommentsAfterPicturesAreRead() throws IOException {
    byte[] comments =
        comments(
            "encoder",
            "title=Täuschung",
            "ARTIST=A",
            "artist=B",
            "nonsense",
            "DATE=1999",
            "genre=Polka");
    byte[] flac =
        Bytes.join(
            Bytes.ascii("fLaC"),
            Bytes.of(0, 0, 0, 34),
            new byte[34],
            Bytes.of(6, 0x10, 0, 0),
            new byte[0x100000],
            Bytes.of(0x84, 0, 0, comments.length),
            comments);

    assertThat(readHead(flac)).isEqualTo(new TrackTags("Täuschung", "A", null, "1999", "Polka"));

    for (int length = 0; length < flac.length; length += 1 + flac.length / 300) {
      assertThat(readHead(Arrays.copyOf(flac, length))).isNotNull();
    }
  }

  @Test
  void commentsWithAnInvalidLengthAreIgnored() throws IOException {
    byte[] comments = comments("encoder", "TITLE=There", "ARTIST=Not there");
    int lengthOffset = 4 + 7 + 4 + 4 + "TITLE=There".length();
    comments[lengthOffset + 3] = 0x7F;
    byte[] flac = Bytes.join(Bytes.ascii("fLaC"), Bytes.of(0x84, 0, 0, comments.length), comments);

    assertThat(readHead(flac)).isEqualTo(new TrackTags("There", null, null, null, null));
  }

  private static byte[] comments(String encoder, String... texts) {
    byte[] bytes =
        Bytes.join(
            littleEndian(encoder.length()), Bytes.ascii(encoder), littleEndian(texts.length));

    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes = Bytes.join(bytes, littleEndian(utf8.length), utf8);
    }

    return bytes;
  }

  private static byte[] littleEndian(int value) {
    return Bytes.of(value, value >> 8, value >> 16, value >> 24);
  }

  @Test
  void trackIdIsTheSha256OfTheBytes() throws IOException {
    assertThat(TrackId.hash(new ByteArrayInputStream("abc".getBytes("US-ASCII"))))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static TrackTags readHead(byte[] bytes) throws IOException {
    return TagReader.readHead(new ByteArrayInputStream(bytes));
  }
}
