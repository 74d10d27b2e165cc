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
 * Reads the tags of FLAC and Ogg Vorbis files: texts of the form {@code KEY=value}, in UTF-8.
 *
 * <p>References: Xiph.Org, Ogg Vorbis I format specification: comment field and header
 * specification; RFC 9639 (FLAC), section 8.6; RFC 3533 (Ogg)
 */
final class VorbisComments {

  /** Pictures may stand between the texts; what lies further behind is not looked for. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_COMMENTS = 10_000;
  private static final int FLAC_BLOCK_TYPE = 4;
  private static final int OGG_HEADER_BYTES = 27;
  private static final int OGG_SEGMENTS = 26;
  private static final int FULL_SEGMENT = 255;

  /** What stands in front of the comments in their packet: a type and the word vorbis. */
  private static final int PACKET_HEADER_BYTES = 7;

  private VorbisComments() {}

  /**
   * Of a FLAC file.
   *
   * @param in behind {@code fLaC}
   */
  static TrackTags ofFlac(InputStream in) throws IOException {
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
   * Of an Ogg file.
   *
   * @param in from its first byte
   */
  static TrackTags ofOgg(InputStream in) throws IOException {
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

        // The first packet describes the sound, the second holds the comments.
        if (packets == 1) {
          packet.writeBytes(part);
        }

        packets += (segment & 0xFF) < FULL_SEGMENT ? 1 : 0;

        if (packets == 2) {
          return ofPacket(packet.toByteArray());
        }
      }
    }

    return ofPacket(packet.toByteArray());
  }

  private static TrackTags ofPacket(byte[] packet) {
    if (packet.length < PACKET_HEADER_BYTES || packet[1] != 'v') {
      return TrackTags.NONE;
    }

    return parse(ByteBuffer.wrap(packet, PACKET_HEADER_BYTES, packet.length - PACKET_HEADER_BYTES));
  }

  private static TrackTags parse(ByteBuffer bytes) {
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> comments = new HashMap<>();

    // The first text names the encoder.
    if (text(bytes) != null && bytes.remaining() >= 4) {
      int count = Math.min(bytes.getInt(), MAX_COMMENTS);

      for (int i = 0; i < count; i++) {
        String comment = text(bytes);

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

  /** The next text; null if the bytes end within it. */
  private static @Nullable String text(ByteBuffer bytes) {
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
