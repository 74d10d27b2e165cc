package io.soundalike.track.tags;

import static io.soundalike.track.tags.Id3.latin1;
import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TailTagsTest {

  private static final byte[] SOUND = new byte[1000];
  private static final byte[] V1 = Id3.v1("V1 title", "V1 artist", "V1 album", "1998", 17);
  private static final byte[] LYRICS = Bytes.ascii("LYRICSBEGININD0000210000021LYRICS200");
  private static final byte[] APE = ape(true, true, item("Title", 0, "Ape title"));

  private static TrackTags read(byte[]... parts) throws IOException {
    return TagReader.read(new InMemory(Bytes.join(parts)));
  }

  private static byte[] item(String key, int flags, String text) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    return Bytes.join(
        littleEndian(value.length), littleEndian(flags), Bytes.ascii(key + "\0"), value);
  }

  private static byte[] ape(boolean header, boolean footer, byte[]... items) {
    byte[] body = Bytes.join(items);
    int size = body.length + (footer ? 32 : 0);
    int flags = (header ? 1 << 31 : 0) | (footer ? 0 : 1 << 30);
    byte[] frame =
        Bytes.join(
            Bytes.ascii("APETAGEX"),
            littleEndian(2000),
            littleEndian(size),
            littleEndian(items.length),
            littleEndian(flags),
            new byte[8]);
    return Bytes.join(header ? frame : new byte[0], body, footer ? frame : new byte[0]);
  }

  private static byte[] littleEndian(int value) {
    return Bytes.of(value, value >> 8, value >> 16, value >> 24);
  }

  @Test
  void id3v1IsRead() throws IOException {
    assertThat(read(SOUND, V1))
        .isEqualTo(new TrackTags("V1 title", "V1 artist", "V1 album", "1998", "Rock"));
    assertThat(read(SOUND, Id3.v1("Déjà vu\0rest", "", "", "", 255)))
        .isEqualTo(new TrackTags("Déjà vu", null, null, null, null));
    assertThat(read(V1).title()).isEqualTo("V1 title");
  }

  @Test
  void apeIsReadFromItsFooter() throws IOException {
    byte[] items =
        Bytes.join(
            item("ARTIST", 0, "A\0B"),
            item("Album", 0, "Ålbum"),
            item("Cover Art (Front)", 2, "x".repeat(5000)),
            item("Year", 0, "2003-01-01"),
            item("genre", 0, "Rock"),
            item("Title", 0, "Title"));
    TrackTags expected = new TrackTags("Title", "A, B", "Ålbum", "2003", "Rock");

    assertThat(read(SOUND, ape(true, true, items))).isEqualTo(expected);
    assertThat(read(SOUND, ape(false, true, items))).isEqualTo(expected);
    assertThat(read(ape(true, true, items), SOUND)).isEqualTo(expected);
    assertThat(read(ape(true, false, items), SOUND)).isEqualTo(expected);
  }

  @Test
  void apeStandsBeforeId3v1AndLyrics() throws IOException {
    TrackTags both = new TrackTags("Ape title", "V1 artist", "V1 album", "1998", "Rock");

    assertThat(read(SOUND, APE, V1)).isEqualTo(both);
    assertThat(read(SOUND, APE, LYRICS, V1)).isEqualTo(both);
    assertThat(read(SOUND, LYRICS, APE, V1)).isEqualTo(both);
    assertThat(read(SOUND, V1, APE)).isEqualTo(both);
  }

  @Test
  void id3v2ComesBeforeApe() throws IOException {
    byte[] id3 = Id3.tag(3, 0, Id3.frame23("TIT2", 0, latin1("Id3 title")));

    assertThat(read(id3, SOUND, APE, V1))
        .isEqualTo(new TrackTags("Id3 title", "V1 artist", "V1 album", "1998", "Rock"));
  }

  @Test
  void theArtistOfAnyTagComesBeforeAnAlbumArtist() throws IOException {
    byte[] id3 = Id3.tag(3, 0, Id3.frame23("TPE2", 0, latin1("Various")));

    assertThat(read(id3, SOUND, V1).artist()).isEqualTo("V1 artist");
  }

  @Test
  void id3v2WithAFooterIsReadFromTheEnd() throws IOException {
    byte[] frame = Id3.frame24("TIT2", 0, latin1("Title"));
    byte[] tag =
        Bytes.join(
            Id3.header("ID3", 4, 0x10, frame.length),
            frame,
            Id3.header("3DI", 4, 0x10, frame.length));

    assertThat(read(SOUND, tag).title()).isEqualTo("Title");
    assertThat(read(SOUND, tag, V1).title()).isEqualTo("Title");
  }

  @Test
  void wrongSizesEndTheSearch() throws IOException {
    byte[] ape = APE.clone();
    byte[] huge = Bytes.of(255, 255, 255, 255);
    System.arraycopy(huge, 0, ape, ape.length - 32 + 12, 4);
    assertThat(read(SOUND, ape)).isNotNull();
    System.arraycopy(new byte[4], 0, ape, ape.length - 32 + 12, 4);
    assertThat(read(SOUND, ape)).isEqualTo(TrackTags.NONE);
    byte[] hugeItem = ape(true, true, Bytes.join(huge, new byte[4], Bytes.ascii("Title\0x")));
    assertThat(read(SOUND, hugeItem).title()).isEqualTo("x");
    assertThat(read(SOUND, Bytes.ascii("999999LYRICS200"))).isEqualTo(TrackTags.NONE);
    assertThat(read(SOUND, Bytes.ascii("-99999LYRICS200"))).isEqualTo(TrackTags.NONE);
    assertThat(read(Bytes.ascii("TAG"))).isEqualTo(TrackTags.NONE);
  }
}
