package io.soundalike.track.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IffTagsTest {

  private static final byte[] FORMAT = riff("fmt ", new byte[16]);
  private static final byte[] DATA = riff("data", new byte[3_000_000]);
  private static final byte[] ID3 = Id3.tag(3, 0, Id3.frame23("TIT2", 0, Id3.latin1("Id3 title")));
  private static final byte[] INFO =
      riff(
          "LIST",
          Bytes.join(
              Bytes.ascii("INFO"),
              riff("INAM", Bytes.ascii("Title\0\0")),
              riff("ISFT", Bytes.ascii("Software")),
              riff("IART", "Ärtist".getBytes(StandardCharsets.UTF_8)),
              riff("IPRD", Bytes.ascii("Älbum")),
              riff("ICRD", Bytes.ascii("2001-02-03")),
              riff("IGNR", Bytes.ascii("Jazz"))));
  private static final TrackTags INFO_TAGS =
      new TrackTags("Title", "Ärtist", "Älbum", "2001", "Jazz");

  private static byte[] riff(String id, byte[] content) {
    return Bytes.join(
        Bytes.ascii(id), littleEndian(content.length), content, new byte[content.length % 2]);
  }

  private static byte[] aiff(String id, byte[] content) {
    return Bytes.join(
        Bytes.ascii(id), Id3.bigEndian(content.length), content, new byte[content.length % 2]);
  }

  private static byte[] littleEndian(int value) {
    return Bytes.of(value, value >> 8, value >> 16, value >> 24);
  }

  private static byte[] wave(byte[]... chunks) {
    return Bytes.join(Bytes.ascii("RIFF\0\0\0\0WAVE"), Bytes.join(chunks));
  }

  private static TrackTags read(byte[] file) throws IOException {
    return TagReader.read(new InMemory(file));
  }

  @Test
  void infoOfWaveIsReadBeforeAndBehindTheSamples() throws IOException {
    InMemory behind = new InMemory(wave(FORMAT, DATA, INFO));

    assertThat(read(wave(FORMAT, INFO, DATA))).isEqualTo(INFO_TAGS);
    assertThat(TagReader.read(behind)).isEqualTo(INFO_TAGS);
    assertThat(behind.read()).isLessThan(250_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id3 ", "ID3 "})
  void id3OfWaveComesBeforeInfo(String id) throws IOException {
    assertThat(read(wave(FORMAT, DATA, INFO, riff(id, ID3))))
        .isEqualTo(new TrackTags("Id3 title", "Ärtist", "Älbum", "2001", "Jazz"));
  }

  @Test
  void aMissingPadByteIsNoticed() throws IOException {
    byte[] odd =
        Bytes.join(Bytes.ascii("LIST"), littleEndian(15), Bytes.ascii("INFOICMT\3\0\0\0abc"));

    assertThat(read(wave(FORMAT, odd, INFO, DATA))).isEqualTo(INFO_TAGS);
    assertThat(read(wave(FORMAT, odd, new byte[1], INFO, DATA))).isEqualTo(INFO_TAGS);
  }

  @Test
  void infoBehindTheSamplesOfRf64IsRead() throws IOException {
    byte[] sizes = riff("ds64", Bytes.join(new byte[8], littleEndian(100), new byte[16]));
    byte[] data = Bytes.join(Bytes.ascii("data"), Bytes.of(255, 255, 255, 255), new byte[100]);

    assertThat(read(Bytes.join(Bytes.ascii("RF64\377\377\377\377WAVE"), sizes, FORMAT, data, INFO)))
        .isEqualTo(INFO_TAGS);
  }

  @Test
  void id3InFrontOfWaveIsRead() throws IOException {
    assertThat(read(Bytes.join(ID3, wave(FORMAT, INFO, DATA))))
        .isEqualTo(new TrackTags("Id3 title", "Ärtist", "Älbum", "2001", "Jazz"));
  }

  @Test
  void chunksOfAiffAreRead() throws IOException {
    byte[] form = Bytes.ascii("FORM\0\0\0\0AIFC");
    byte[] name = aiff("NAME", Bytes.ascii("Odd"));
    byte[] author = aiff("AUTH", Bytes.ascii("Author"));
    byte[] sound = aiff("SSND", new byte[1001]);

    assertThat(read(Bytes.join(form, name, sound, author, aiff("ANNO", Bytes.ascii("note")))))
        .isEqualTo(new TrackTags("Odd", "Author", null, null, null));
    assertThat(read(Bytes.join(form, name, author, sound, aiff("ID3 ", ID3))))
        .isEqualTo(new TrackTags("Id3 title", "Author", null, null, null));
  }

  @Test
  void impossibleSizesEndTheSearch() throws IOException {
    byte[] huge = Bytes.join(Bytes.ascii("LIST"), Bytes.of(255, 255, 255, 255));
    byte[] endless = riff("ds64", Bytes.join(new byte[8], Id3.bigEndian(-1), Id3.bigEndian(-1)));
    byte[] data = Bytes.join(Bytes.ascii("data"), Bytes.of(255, 255, 255, 255), new byte[100]);

    assertThat(read(wave(FORMAT, huge))).isEqualTo(TrackTags.NONE);
    assertThat(read(wave(endless, data, INFO))).isEqualTo(TrackTags.NONE);
    assertThat(read(wave(riff("LIST", new byte[400_000]), INFO))).isEqualTo(INFO_TAGS);
    assertThat(read(wave(riff("id3 ", new byte[4]), INFO))).isEqualTo(INFO_TAGS);
  }
}
