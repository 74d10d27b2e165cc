package io.soundalike.track.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.audio.Bytes;
import io.soundalike.track.TrackTags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VorbisCommentsTest {

  private static final byte[] COMMENTS = comments("TITLE=Title", "ARTIST=Artist");
  private static final TrackTags TAGS = new TrackTags("Title", "Artist", null, null, null);
  private static final byte[] VORBIS = Bytes.join(Bytes.ascii("\1vorbis"), new byte[23]);
  private static final byte[] VORBIS_COMMENTS = Bytes.join(Bytes.ascii("\3vorbis"), COMMENTS);

  private static TrackTags read(byte[]... parts) throws IOException {
    return TagReader.read(new InMemory(Bytes.join(parts)));
  }

  private static byte[] comments(String... texts) {
    byte[] bytes = Bytes.join(littleEndian(3), Bytes.ascii("enc"), littleEndian(texts.length));

    for (String text : texts) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes = Bytes.join(bytes, littleEndian(utf8.length), utf8);
    }

    return bytes;
  }

  private static byte[] littleEndian(int value) {
    return Bytes.of(value, value >> 8, value >> 16, value >> 24);
  }

  private static byte[] block(int type, byte[] content) {
    int length = content.length;
    return Bytes.join(Bytes.of(type, length >> 16, length >> 8, length), content);
  }

  /** A page of whole packets of less than 255 bytes, or of full segments of a packet. */
  private static byte[] page(int flags, int serial, byte[]... packets) {
    byte[] lacing = new byte[0];

    for (byte[] packet : packets) {
      int full = packet.length / 255;
      byte[] sizes = new byte[full + (packet.length % 255 == 0 ? 0 : 1)];
      Arrays.fill(sizes, (byte) 255);

      if (packet.length % 255 != 0) {
        sizes[full] = (byte) (packet.length % 255);
      }

      lacing = Bytes.join(lacing, sizes);
    }

    return Bytes.join(
        Bytes.ascii("OggS"),
        Bytes.of(0, flags),
        new byte[8],
        littleEndian(serial),
        new byte[8],
        Bytes.of(lacing.length),
        lacing,
        Bytes.join(packets));
  }

  @Test
  void commentsOfFlacBehindPicturesAreRead() throws IOException {
    byte[] comments =
        comments("title=Täuschung", "ARTIST=A", "artist=B", "nonsense", "DATE=1999", "genre=Polka");
    byte[] picture = block(6, new byte[0x100000]);
    InMemory flac =
        new InMemory(
            Bytes.join(
                Bytes.ascii("fLaC"), block(0, new byte[34]), picture, block(0x84, comments)));

    assertThat(TagReader.read(flac))
        .isEqualTo(new TrackTags("Täuschung", "A, B", null, "1999", "Polka"));
    assertThat(flac.read()).isLessThan(250_000);
  }

  @Test
  void commentsOfFlacComeBeforeId3() throws IOException {
    byte[] id3 =
        Id3.tag(
            3,
            0,
            Id3.frame23("TIT2", 0, Id3.latin1("Id3 title")),
            Id3.frame23("TALB", 0, Id3.latin1("Id3 album")));

    assertThat(read(id3, Bytes.ascii("fLaC"), block(4, COMMENTS)))
        .isEqualTo(new TrackTags("Title", "Artist", "Id3 album", null, null));
  }

  @Test
  void picturesAmongTheCommentsAreSkippedUnread() throws IOException {
    byte[] comments =
        comments("METADATA_BLOCK_PICTURE=" + "A".repeat(2_000_000), "TITLE=Title", "ARTIST=Artist");
    InMemory flac = new InMemory(Bytes.join(Bytes.ascii("fLaC"), block(4, comments)));

    assertThat(TagReader.read(flac)).isEqualTo(TAGS);
    assertThat(flac.read()).isLessThan(250_000);
  }

  @Test
  void commentsOfOggVorbisAreRead() throws IOException {
    try (InputStream ogg =
        Objects.requireNonNull(getClass().getResourceAsStream("/golden/tone_440.ogg"))) {
      assertThat(read(ogg.readAllBytes()))
          .isEqualTo(new TrackTags("Pièce", "Ärtist", "Album", "2017", null));
    }
  }

  @Test
  void commentsOfOpusAndOggFlacAreRead() throws IOException {
    byte[] opus = Bytes.join(Bytes.ascii("OpusTags"), COMMENTS);
    byte[] flac = Bytes.join(Bytes.of(0x7F), Bytes.ascii("FLAC"), new byte[46]);

    assertThat(read(page(2, 7, Bytes.ascii("OpusHead12345678901")), page(0, 7, opus)))
        .isEqualTo(TAGS);
    assertThat(read(page(2, 7, flac), page(0, 7, block(4, COMMENTS)))).isEqualTo(TAGS);
    assertThat(read(page(2, 7, flac), page(0, 7, block(0x84, COMMENTS)))).isEqualTo(TAGS);
  }

  @Test
  void commentsOfAStreamBehindOthersAreRead() throws IOException {
    assertThat(
            read(
                page(2, 1, Bytes.ascii("fishead\0")),
                page(2, 2, Bytes.join(Bytes.of(0x80), Bytes.ascii("theora"))),
                page(2, 3, VORBIS),
                page(0, 2, Bytes.join(Bytes.of(0x81), Bytes.ascii("theora"), COMMENTS)),
                page(0, 1, Bytes.ascii("fisbone\0")),
                page(0, 3, VORBIS_COMMENTS)))
        .isEqualTo(TAGS);
  }

  @Test
  void commentsThatSpanPagesOfSeveralStreamsAreRead() throws IOException {
    byte[] packet =
        Bytes.join(
            Bytes.ascii("\3vorbis"),
            comments("COVERART=" + "A".repeat(100_000), "TITLE=Title", "ARTIST=Artist"));
    byte[] pages = page(2, 3, VORBIS);

    for (int at = 0; at < packet.length; at += 255 * 100) {
      byte[] part = Arrays.copyOfRange(packet, at, Math.min(packet.length, at + 255 * 100));
      pages = Bytes.join(pages, page(0, 3, part), page(0, 4, new byte[300]));
    }

    assertThat(read(pages)).isEqualTo(TAGS);
  }

  @Test
  void oggWithoutCommentsHasNoTags() throws IOException {
    assertThat(read(page(2, 3, VORBIS))).isEqualTo(TrackTags.NONE);
    assertThat(read(page(2, 3, VORBIS), page(0, 3, Bytes.ascii("\5vorbis"))))
        .isEqualTo(TrackTags.NONE);
    assertThat(read(page(2, 3, Bytes.ascii("Speex   ")))).isEqualTo(TrackTags.NONE);
    assertThat(read(page(0, 3, VORBIS), page(0, 3, VORBIS_COMMENTS))).isEqualTo(TrackTags.NONE);
  }

  @Test
  void commentsUpToAnInvalidLengthAreRead() throws IOException {
    byte[] comments = COMMENTS.clone();
    comments[4 + 3 + 4 + 4 + "TITLE=Title".length() + 3] = 0x7F;

    assertThat(read(Bytes.ascii("fLaC"), block(0x84, comments)))
        .isEqualTo(new TrackTags("Title", null, null, null, null));
  }
}
