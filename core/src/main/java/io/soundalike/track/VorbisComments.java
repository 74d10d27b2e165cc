package io.soundalike.track;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the Vorbis comments of FLAC and Ogg Vorbis files: UTF-8 texts of the form {@code
 * KEY=value}.
 *
 * <p>References: Xiph.Org, Ogg Vorbis I format specification: comment field and header
 * specification; RFC 9639 (FLAC), section 8.6; RFC 3533 (Ogg)
 */
final class VorbisComments {

  /** Bytes of comments that are read; pictures among them may be large. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_COMMENTS = 10_000;
  private static final int FLAC_BLOCK_TYPE = 4;
  private static final int OGG_HEADER_BYTES = 27;
  private static final int OGG_SEGMENTS = 26;
  private static final int FULL_SEGMENT = 255;

  /** The comment packet starts with its type and the word "vorbis". */
  private static final int PACKET_HEADER_BYTES = 7;

  private VorbisComments() {}

  /**
   * Reads the comments of a FLAC file.
   *
   * @param in positioned after {@code fLaC}
   */
  static TrackTags readFlac(InputStream in) throws IOException {
    while (true) {
      byte[] header = in.readNBytes(4);

      if (header.length < 4) {
        return TrackTags.NONE;
      }

      int length = (header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF;

      if ((header[0] & 0x7F) == FLAC_BLOCK_TYPE) {
        return parse(ByteBuffer.wrap(in.readNBytes(Math.min(length, MAX_BYTES))));
      }

      if (header[0] < 0) {
        return TrackTags.NONE;
      }

      in.skipNBytes(length);
    }
  }

  /**
   * Reads the comments of an Ogg file.
   *
   * @param in the file from its first byte
   */
  static TrackTags readOgg(InputStream in) throws IOException {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    int packets = 0;

    while (packet.size() < MAX_BYTES) {
      byte[] header = in.readNBytes(OGG_HEADER_BYTES);

      if (header.length < OGG_HEADER_BYTES || header[0] != 'O') {
        break;
      }

      byte[] lacing = in.readNBytes(header[OGG_SEGMENTS] & 0xFF);

      for (byte segment : lacing) {
        byte[] part = in.readNBytes(segment & 0xFF);

        // The first packet is the identification header, the second the comment header.
        if (packets == 1) {
          packet.writeBytes(part);
        }

        packets += (segment & 0xFF) < FULL_SEGMENT ? 1 : 0;

        if (packets == 2) {
          return parsePacket(packet.toByteArray());
        }
      }
    }

    return parsePacket(packet.toByteArray());
  }

  private static TrackTags parsePacket(byte[] packet) {
    if (packet.length < PACKET_HEADER_BYTES || packet[1] != 'v') {
      return TrackTags.NONE;
    }

    return parse(ByteBuffer.wrap(packet, PACKET_HEADER_BYTES, packet.length - PACKET_HEADER_BYTES));
  }

  private static TrackTags parse(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> comments = new HashMap<>();

    // The first readText is the encoder's name.
    if (readText(bytes) != null && bytes.remaining() >= 4) {
      int count = Math.min(bytes.getInt(), MAX_COMMENTS);

      for (int i = 0; i < count; i++) {
        String comment = readText(bytes);

        if (comment == null) {
          break;
        }

        int equals = comment.indexOf('=');

        if (equals > 0) {
          comments.putIfAbsent(
              comment.substring(0, equals).toUpperCase(Locale.ROOT), comment.substring(equals + 1));
        }
      }
    }

    return new TrackTags(
        comments.get("TITLE"),
        comments.get("ARTIST"),
        comments.get("ALBUM"),
        comments.getOrDefault("DATE", comments.get("YEAR")),
        comments.get("GENRE"));
  }

  /** Reads the next readText; null if the bytes end within it. */
  private static @Nullable String readText(ByteBuffer bytes) {
    if (bytes.remaining() < 4) {
      return null;
    }

    int length = bytes.getInt();

    if (length < 0 || length > bytes.remaining()) {
      return null;
    }

    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
