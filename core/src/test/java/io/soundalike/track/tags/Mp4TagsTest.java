package io.soundalike.track.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Mp4TagsTest {

  private static final byte[] TYPE = box("ftyp", Bytes.ascii("M4A \0\0\0\0"));
  private static final byte[] SOUND = box("mdat", new byte[3_000_000]);
  private static final byte[] HANDLER = box("hdlr", new byte[25]);
  private static final byte[] TITLE = item("\u00A9nam", "Tïtle");

  private static byte[] box(String type, byte[]... content) {
    byte[] body = Bytes.join(content);
    return Bytes.join(Id3.bigEndian(body.length + 8), Bytes.ascii(type), body);
  }

  private static byte[] data(int type, byte[] value) {
    return box("data", Id3.bigEndian(type), new byte[4], value);
  }

  private static byte[] item(String type, String... values) {
    byte[] boxes = new byte[0];

    for (String value : values) {
      boxes = Bytes.join(boxes, data(1, value.getBytes(StandardCharsets.UTF_8)));
    }

    return box(type, boxes);
  }

  private static byte[] movie(byte[]... items) {
    byte[] list = box("ilst", items);
    return box(
        "moov", box("mvhd", new byte[100]), box("udta", box("meta", new byte[4], HANDLER, list)));
  }

  private static TrackTags read(byte[]... parts) throws IOException {
    return TagReader.read(new InMemory(Bytes.join(parts)));
  }

  @Test
  void itemsAreReadBeforeAndBehindTheSamples() throws IOException {
    byte[] movie =
        movie(
            box("covr", data(13, new byte[2_000_000])),
            TITLE,
            item("\u00A9ART", "A", "B"),
            item("aART", "Band"),
            item("\u00A9alb", "Album"),
            item("\u00A9day", "2004-05-06T07:00:00Z"),
            item("\u00A9gen", "Jazz"));
    TrackTags expected = new TrackTags("Tïtle", "A, B", "Album", "2004", "Jazz");
    InMemory behind = new InMemory(Bytes.join(TYPE, SOUND, movie));

    assertThat(read(TYPE, movie, SOUND)).isEqualTo(expected);
    assertThat(TagReader.read(behind)).isEqualTo(expected);
    assertThat(behind.read()).isLessThan(400_000);
  }

  @Test
  void genresAreNumberedFromOne() throws IOException {
    byte[] rock = box("gnre", data(0, Bytes.of(0, 18)));

    assertThat(read(TYPE, movie(rock)).genre()).isEqualTo("Rock");
    assertThat(read(TYPE, movie(rock, item("\u00A9gen", "Jazz"))).genre()).isEqualTo("Jazz");
    assertThat(read(TYPE, movie(box("gnre", data(0, Bytes.of(0, 0))))).genre()).isNull();
    assertThat(read(TYPE, movie(box("gnre", data(0, Bytes.of(255, 255))))).genre()).isNull();
  }

  @Test
  void theAlbumArtistAndUtf16AreRead() throws IOException {
    byte[] utf16 = "Tïtle".getBytes(StandardCharsets.UTF_16BE);

    assertThat(read(TYPE, movie(item("aART", "Band"), box("\u00A9nam", data(2, utf16)))))
        .isEqualTo(new TrackTags("Tïtle", "Band", null, null, null));
  }

  @Test
  void metadataOfQuickTimeHasNoVersion() throws IOException {
    byte[] meta = box("meta", HANDLER, box("ilst", TITLE));

    assertThat(read(box("moov", box("udta", meta))).title()).isEqualTo("Tïtle");
  }

  @Test
  void largeAndOpenSizesAreRead() throws IOException {
    byte[] large =
        Bytes.join(
            Id3.bigEndian(1), Bytes.ascii("mdat"), new byte[4], Id3.bigEndian(116), new byte[100]);
    byte[] open = movie(TITLE);
    System.arraycopy(new byte[4], 0, open, 0, 4);

    assertThat(read(TYPE, large, open).title()).isEqualTo("Tïtle");
  }

  @Test
  void impossibleSizesEndTheSearch() throws IOException {
    byte[] movie = movie(TITLE);
    byte[] small = Bytes.join(Id3.bigEndian(7), Bytes.ascii("free"));
    byte[] negative = Bytes.join(Id3.bigEndian(1), Bytes.ascii("free"), Bytes.of(255), new byte[7]);

    assertThat(read(TYPE, small, movie)).isEqualTo(TrackTags.NONE);
    assertThat(read(TYPE, negative, movie)).isEqualTo(TrackTags.NONE);

    for (int length = 0; length < movie.length; length++) {
      assertThat(read(TYPE, Arrays.copyOf(movie, length))).isNotNull();
    }
  }
}
