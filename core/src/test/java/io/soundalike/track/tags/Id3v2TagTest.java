package io.soundalike.track.tags;

import static io.soundalike.track.tags.Id3.frame22;
import static io.soundalike.track.tags.Id3.frame23;
import static io.soundalike.track.tags.Id3.frame24;
import static io.soundalike.track.tags.Id3.latin1;
import static io.soundalike.track.tags.Id3.tag;
import static io.soundalike.track.tags.Id3.unsynchronise;
import static io.soundalike.track.tags.Id3.utf16;
import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Id3v2TagTest {

  private static final TrackTags TITLE = new TrackTags("Title", null, null, null, null);
  private static final TrackTags BOTH = new TrackTags("Title", "Artist", null, null, null);

  private static TrackTags read(byte[]... parts) throws IOException {
    return TagReader.read(new InMemory(Bytes.join(Bytes.join(parts), new byte[500])));
  }

  @ParameterizedTest
  @CsvSource({
    "0, ISO-8859-1, Señor Über",
    "1, UTF-16, Группа крови",
    "1, x-UTF-16LE-BOM, 夜に駆ける",
    "1, UTF-16LE, No mark",
    "2, UTF-16BE, Κράτησέ με",
    "3, UTF-8, 😀 emoji",
    "3, ISO-8859-1, Björk"
  })
  void everyTextEncodingIsRead(int encoding, String charset, String title) throws IOException {
    byte[] text = Bytes.join(Bytes.of(encoding), title.getBytes(Charset.forName(charset)));

    assertThat(read(tag(4, 0, frame24("TIT2", 0, text))).title()).isEqualTo(title);
    assertThat(read(tag(3, 0, frame23("TIT2", 0, text))).title()).isEqualTo(title);
    assertThat(read(tag(2, 0, frame22("TT2", text))).title()).isEqualTo(title);
  }

  @Test
  void utf16WithoutItsLastZeroIsRead() throws IOException {
    byte[] title = utf16("Title");
    byte[] cut = Arrays.copyOf(title, title.length - 1);

    assertThat(read(tag(3, 0, frame23("TIT2", 0, cut)))).isEqualTo(TITLE);
    assertThat(read(tag(3, 0, frame23("TIT2", 0, Bytes.join(title, new byte[1])))))
        .isEqualTo(TITLE);
  }

  @Test
  void textOfAnUnknownEncodingIsNone() throws IOException {
    byte[] unknown = Bytes.join(Bytes.of(9), Bytes.ascii("Title"));

    assertThat(read(tag(3, 0, frame23("TIT2", 0, unknown), frame23("TPE1", 0, latin1("Artist")))))
        .isEqualTo(new TrackTags(null, "Artist", null, null, null));
  }

  @Test
  void severalValuesAreJoined() throws IOException {
    byte[] marks =
        Bytes.join(utf16("A\0"), Bytes.of(0xFE, 0xFF), "B".getBytes(StandardCharsets.UTF_16BE));

    assertThat(read(tag(4, 0, frame24("TPE1", 0, latin1("A\0B\0A\0")))).artist()).isEqualTo("A, B");
    assertThat(read(tag(4, 0, frame24("TPE1", 0, marks))).artist()).isEqualTo("A, B");
    assertThat(
            read(tag(3, 0, frame23("TPE1", 0, latin1("A")), frame23("TPE1", 0, latin1("B/C"))))
                .artist())
        .isEqualTo("A, B/C");
  }

  @Test
  void allFieldsAreReadInEveryVersion() throws IOException {
    TrackTags all = new TrackTags("Title", "Artist", "Album", "1997", "Rock");

    assertThat(
            read(
                tag(
                    2,
                    0,
                    frame22("TT2", latin1("Title")),
                    frame22("TP1", latin1("Artist")),
                    frame22("TAL", latin1("Album")),
                    frame22("TYE", latin1("1997")),
                    frame22("TCO", latin1("(17)")))))
        .isEqualTo(all);
    assertThat(
            read(
                tag(
                    3,
                    0,
                    frame23("TIT2", 0, latin1("Title")),
                    frame23("TPE1", 0, latin1("Artist")),
                    frame23("TALB", 0, latin1("Album")),
                    frame23("TYER", 0, latin1("1997")),
                    frame23("TCON", 0, latin1("(17)")))))
        .isEqualTo(all);
    assertThat(
            read(
                tag(
                    4,
                    0,
                    frame24("TIT2", 0, latin1("Title")),
                    frame24("TPE1", 0, latin1("Artist")),
                    frame24("TALB", 0, latin1("Album")),
                    frame24("TDRC", 0, latin1("1997-03-01T10:00")),
                    frame24("TCON", 0, latin1("17")))))
        .isEqualTo(all);
  }

  @Test
  void theAlbumArtistStandsInForTheArtist() throws IOException {
    byte[] albumArtist = frame23("TPE2", 0, latin1("Various"));

    assertThat(read(tag(3, 0, albumArtist)).artist()).isEqualTo("Various");
    assertThat(read(tag(3, 0, albumArtist, frame23("TPE1", 0, latin1("Artist")))).artist())
        .isEqualTo("Artist");
  }

  @ParameterizedTest
  @CsvSource({
    "TDOR 1970 TDRL 1999-01-01, 1999",
    "TDOR 1970 TDRC 1998-05, 1998",
    "TYER 1971 TDRC 1970, 1970",
    "TDRC unknown TORY 1965, 1965",
    "TDRC 19990401, 1999",
    "TDRC 01.04.1999, 1999",
    "TDRC 0000,",
    "TDRC 68,"
  })
  void theYearIsThatOfTheRecordingThenOfTheReleaseThenOfTheOriginal(String frames, String year)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String[] words = frames.split(" ");

    for (int i = 0; i < words.length; i += 2) {
      bytes.writeBytes(frame24(words[i], 0, latin1(words[i + 1])));
    }

    assertThat(read(tag(4, 0, bytes.toByteArray())).year()).isEqualTo(year);
  }

  @Test
  void unsynchronisationIsUndoneBeforeTheFramesAreFound() throws IOException {
    byte[] picture = new byte[70_000];
    new Random(1).nextBytes(picture);
    byte[] frames =
        Bytes.join(
            frame23("APIC", 0, picture),
            frame23("TIT2", 0, utf16("It’s Broken")),
            frame23("TPE1", 0, utf16("Artist")));
    byte[] frames22 =
        Bytes.join(
            frame22("PIC", picture),
            frame22("TT2", utf16("It’s Broken")),
            frame22("TP1", utf16("Artist")));
    TrackTags expected = new TrackTags("It’s Broken", "Artist", null, null, null);

    assertThat(read(tag(3, 0x80, unsynchronise(frames)))).isEqualTo(expected);
    assertThat(read(tag(2, 0x80, unsynchronise(frames22)))).isEqualTo(expected);
  }

  @Test
  void unsynchronisationThatIsOnlyStatedIsIgnored() throws IOException {
    assertThat(read(tag(3, 0x80, frame23("TIT2", 0, utf16("Title"))))).isEqualTo(TITLE);
    assertThat(read(tag(4, 0x80, frame24("TIT2", 0, utf16("Title"))))).isEqualTo(TITLE);
    assertThat(read(tag(4, 0, frame24("TIT2", 2, utf16("Title"))))).isEqualTo(TITLE);
  }

  @Test
  void unsynchronisationOfVersion24IsThatOfTheFrame() throws IOException {
    byte[] title = frame24("TIT2", 2, unsynchronise(utf16("Title")));
    byte[] artist =
        frame24("TPE1", 3, Bytes.join(Id3.synchsafe(15), unsynchronise(utf16("Artist"))));

    assertThat(read(tag(4, 0, title, artist))).isEqualTo(BOTH);
    assertThat(read(tag(4, 0x80, title, artist))).isEqualTo(BOTH);
  }

  @Test
  void compressedFramesAreRead() throws IOException {
    byte[] zipped = deflate(latin1("Title"));
    byte[] size23 = Id3.bigEndian(6);

    assertThat(read(tag(3, 0, frame23("TIT2", 0x80, Bytes.join(size23, zipped))))).isEqualTo(TITLE);
    assertThat(read(tag(4, 0, frame24("TIT2", 9, Bytes.join(Id3.synchsafe(6), zipped)))))
        .isEqualTo(TITLE);
    assertThat(read(tag(4, 0, frame24("TIT2", 8, zipped)))).isEqualTo(TITLE);
    assertThat(read(tag(4, 0, frame24("TIT2", 8, latin1("Title"))))).isEqualTo(TrackTags.NONE);
  }

  @Test
  void aTextThatInflatesWithoutEndIsCut() throws IOException {
    byte[] bomb = deflate(Bytes.join(Bytes.of(0), Bytes.ascii("x".repeat(30_000_000))));

    assertThat(read(tag(4, 0, frame24("TIT2", 9, Bytes.join(new byte[4], bomb)))).title())
        .hasSize(TrackTags.MAX_LENGTH);
  }

  @Test
  void groupsAreSkippedAndEncryptedFramesIgnored() throws IOException {
    byte[] grouped = Bytes.join(Bytes.of(0x81), latin1("Title"));
    byte[] artist = frame23("TPE1", 0, latin1("Artist"));

    assertThat(read(tag(3, 0, frame23("TIT2", 0x20, grouped), artist))).isEqualTo(BOTH);
    assertThat(read(tag(3, 0, frame23("TIT2", 0x20, latin1("Title")), artist))).isEqualTo(BOTH);
    assertThat(read(tag(4, 0, frame24("TIT2", 0x40, grouped)))).isEqualTo(TITLE);
    assertThat(read(tag(3, 0, frame23("TIT2", 0x40, grouped), artist)))
        .isEqualTo(new TrackTags(null, "Artist", null, null, null));
    assertThat(read(tag(4, 0, frame24("TIT2", 4, grouped)))).isEqualTo(TrackTags.NONE);
  }

  @Test
  void otherFlagsChangeNothing() throws IOException {
    assertThat(
            read(
                tag(
                    3,
                    0,
                    frame23("TIT2", 0x4003, latin1("Title")),
                    frame23("TPE1", 0xE000, latin1("Artist")))))
        .isEqualTo(BOTH);
  }

  @Test
  void plainSizesOfVersion24AreRecognised() throws IOException {
    String title = "T".repeat(200);
    byte[] frames =
        Bytes.join(
            frame23("TIT2", 0, latin1(title)),
            frame23("TPE1", 0, latin1("Artist")),
            frame23("TALB", 0, latin1("Album")));

    assertThat(read(tag(4, 0, frames)))
        .isEqualTo(new TrackTags(title, "Artist", "Album", null, null));
  }

  @Test
  void extendedHeadersAndFootersAreSkipped() throws IOException {
    byte[] title = latin1("Title");
    byte[] extended23 = Bytes.join(Id3.bigEndian(6), new byte[6]);
    byte[] extended24 = Bytes.of(0, 0, 0, 6, 1, 0);
    byte[] footed = frame24("TIT2", 0, title);
    byte[] second = tag(3, 0, frame23("TPE1", 0, latin1("Artist")));

    assertThat(read(tag(3, 0x40, extended23, frame23("TIT2", 0, title)))).isEqualTo(TITLE);
    assertThat(read(tag(4, 0x40, extended24, frame24("TIT2", 0, title)))).isEqualTo(TITLE);
    assertThat(read(tag(3, 0x40, frame23("TIT2", 0, title)))).isEqualTo(TITLE);
    assertThat(
            read(
                Id3.header("ID3", 4, 0x10, footed.length),
                footed,
                Id3.header("3DI", 4, 0x10, footed.length),
                second))
        .isEqualTo(BOTH);
  }

  @Test
  void laterTagsAddFields() throws IOException {
    assertThat(
            read(
                tag(3, 0, frame23("TSSE", 0, latin1("LAME"))),
                tag(3, 0, frame23("TIT2", 0, latin1("Title"))),
                tag(
                    4,
                    0,
                    frame24("TIT2", 0, latin1("Other")),
                    frame24("TPE1", 0, latin1("Artist")))))
        .isEqualTo(BOTH);
  }

  @ParameterizedTest
  @CsvSource({"'TSA '", "'TSA\0'", "'\0IT2'", "Txyz", "TXXX", "ÄÖÜß"})
  void unknownFramesAreSkipped(String id) throws IOException {
    assertThat(
            read(
                tag(
                    3,
                    0,
                    frame23("TIT2", 0, latin1("Title")),
                    frame23(id, 0, latin1("Sort")),
                    frame23("TPE1", 0, latin1("Artist")))))
        .isEqualTo(BOTH);
  }

  @Test
  void emptyFramesAreSkipped() throws IOException {
    assertThat(
            read(
                tag(
                    3,
                    0,
                    frame23("TALB", 0, new byte[0]),
                    frame23("TIT2", 0, latin1("Title")),
                    frame23("TCON", 0, latin1("")),
                    frame23("TPE1", 0, latin1("Artist")))))
        .isEqualTo(BOTH);
  }

  @Test
  void picturesAreSkippedUnread() throws IOException {
    byte[] picture = new byte[5_000_000];
    byte[] title = latin1("Title");
    InMemory file = new InMemory(tag(3, 0, frame23("APIC", 0, picture), frame23("TIT2", 0, title)));
    InMemory file22 = new InMemory(tag(2, 0, frame22("PIC", picture), frame22("TT2", title)));

    assertThat(TagReader.read(file)).isEqualTo(TITLE);
    assertThat(TagReader.read(file22)).isEqualTo(TITLE);
    assertThat(file.read()).isLessThan(200_000);
    assertThat(file22.read()).isLessThan(200_000);
  }

  @Test
  void framesUpToTheEndOfATagThatIsCutAreRead() throws IOException {
    byte[] tag =
        tag(3, 0, frame23("TIT2", 0, latin1("Title")), frame23("TPE1", 0, latin1("Artist")));
    byte[] huge = Id3.header("ID3", 3, 0, (1 << 28) - 1);
    byte[] frame = frame23("TIT2", 0, latin1("Title"));
    byte[] hugeFrame = Bytes.join(Bytes.ascii("TPE1"), Bytes.of(255, 255, 255, 255, 0, 0, 0));

    System.arraycopy(Id3.synchsafe(30), 0, tag, 6, 4);
    assertThat(read(tag).title()).isEqualTo("Title");
    assertThat(TagReader.read(new InMemory(Bytes.join(huge, frame, hugeFrame)))).isEqualTo(TITLE);
  }

  private static byte[] deflate(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();

    try (OutputStream out = new DeflaterOutputStream(zipped)) {
      out.write(bytes);
    }

    return zipped.toByteArray();
  }
}
