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
    tag.setGenre(17);

    assertThat(head(tag.toBytes()))
        .isEqualTo(new TrackTags("Группа крови", "Кино", null, "1988", "Rock"));
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
    tag.setGenre(2);
    TrackTags head = new TrackTags("Hurt", null, null, null, null);

    assertThat(TagReader.completeByTail(head, tag.toBytes()))
        .isEqualTo(new TrackTags("Hurt", "Johnny Cash", null, "2002", "Country"));
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
  void everyEncodingOfId3IsRead(int encoding, String charset, String title) throws IOException {
    byte[] text = title.getBytes(Charset.forName(charset));
    int length = text.length + 1;
    byte[] tag =
        Bytes.join(
            Bytes.ascii("ID3"),
            Bytes.of(4, 0, 0, 0, 0, 0, length + 10),
            Bytes.ascii("TIT2"),
            Bytes.of(0, 0, 0, length, 0, 0, encoding),
            text);

    assertThat(head(tag)).isEqualTo(new TrackTags(title, null, null, null, null));
  }

  @Test
  void latin1OfOldTagsIsRead() {
    byte[] tag =
        Arrays.copyOf(
            Bytes.join(
                Bytes.ascii("TAG"),
                Arrays.copyOf("Déjà vu".getBytes(StandardCharsets.ISO_8859_1), 30)),
            128);

    assertThat(TagReader.completeByTail(TrackTags.NONE, tag).title()).isEqualTo("Déjà vu");
  }

  @Test
  void commentsOfOggVorbisAreRead() throws IOException {
    try (InputStream ogg =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/tone_440.ogg"))) {
      assertThat(TagReader.readHead(ogg))
          .isEqualTo(new TrackTags("Pièce", "Ärtist", "Album", "2017", null));
    }
  }

  @Test
  void commentsOfFlacAreReadBehindPictures() throws IOException {
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

    assertThat(head(flac)).isEqualTo(new TrackTags("Täuschung", "A", null, "1999", "Polka"));

    for (int length = 0; length < flac.length; length += 1 + flac.length / 300) {
      assertThat(head(Arrays.copyOf(flac, length))).isNotNull();
    }
  }

  @Test
  void commentsThatLieAboutTheirLengthAreLeft() throws IOException {
    byte[] comments = comments("encoder", "TITLE=There", "ARTIST=Not there");
    int lie = 4 + 7 + 4 + 4 + "TITLE=There".length();
    comments[lie + 3] = 0x7F;
    byte[] flac = Bytes.join(Bytes.ascii("fLaC"), Bytes.of(0x84, 0, 0, comments.length), comments);

    assertThat(head(flac)).isEqualTo(new TrackTags("There", null, null, null, null));
  }

  private static byte[] comments(String encoder, String... texts) {
    byte[] bytes = Bytes.join(little(encoder.length()), Bytes.ascii(encoder), little(texts.length));

    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes = Bytes.join(bytes, little(utf8.length), utf8);
    }

    return bytes;
  }

  private static byte[] little(int value) {
    return Bytes.of(value, value >> 8, value >> 16, value >> 24);
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
