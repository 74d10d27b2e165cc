package io.soundalike.track.tags;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the comments of the first Vorbis, Opus or FLAC stream of an Ogg file, whatever streams
 * stand before it.
 *
 * <p>References: RFC 3533 (Ogg); Xiph.Org, Ogg Vorbis I format specification, section 4.2; RFC 7845
 * (Opus), section 5; RFC 9639, section 10.1 (FLAC)
 */
final class OggTags {

  private static final int MAX_STREAMS = 100;
  private static final int MARK_BYTES = 8;
  private static final int FLAC_BLOCK_TYPE = 0x7F;

  private OggTags() {}

  /**
   * Reads the comments.
   *
   * @param file from the first page on
   */
  static void read(ByteRange file, TagFields fields) throws IOException {
    long at = 0;

    for (int i = 0; i < MAX_STREAMS; i++) {
      OggPage page = OggPage.at(file, at);

      if (!page.isFirst()) {
        return;
      }

      if (readStream(file, at, page, fields)) {
        return;
      }

      at = page.end();
    }
  }

  /** Reads the comments, the second packet, of a stream; false if it is of another format. */
  private static boolean readStream(ByteRange file, long at, OggPage page, TagFields fields)
      throws IOException {
    String format = file.ascii(page.body(), MARK_BYTES);
    OggPacketStream packets = new OggPacketStream(file, at, page.serial());

    if (format.startsWith("\u0001vorbis")) {
      readComments(packets, "\u0003vorbis", fields);
    } else if (format.startsWith("OpusHead")) {
      readComments(packets, "OpusTags", fields);
    } else if (format.startsWith("\u007FFLAC")) {
      readFlacBlock(packets, fields);
    } else {
      return false;
    }

    return true;
  }

  private static void readComments(OggPacketStream packets, String mark, TagFields fields)
      throws IOException {
    packets.nextPacket();
    String start = new String(packets.readNBytes(mark.length()), StandardCharsets.ISO_8859_1);

    if (start.equals(mark)) {
      VorbisComments.read(packets, fields);
    }
  }

  private static void readFlacBlock(OggPacketStream packets, TagFields fields) throws IOException {
    packets.nextPacket();
    byte[] header = packets.readNBytes(FlacTags.BLOCK_HEADER_BYTES);

    if (header.length > 0 && (header[0] & FLAC_BLOCK_TYPE) == FlacTags.COMMENTS) {
      VorbisComments.read(packets, fields);
    }
  }
}
