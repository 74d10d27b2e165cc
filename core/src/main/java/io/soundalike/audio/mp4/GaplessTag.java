package io.soundalike.audio.mp4;

import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tag iTunSMPB of iTunes: hexadecimal numbers, the second being the samples before the
 * song, the third those behind it, the fourth those of the song.
 */
final class GaplessTag {

  private static final String NAME = "iTunSMPB";

  /** Version and flags; a data box has its language in addition. */
  private static final int VERSION_BYTES = 4;

  private static final int DATA_HEADER_BYTES = 8;
  private static final int MAX_TAG_BYTES = 256;

  /** More samples before a song come from damaged tags. */
  private static final int MAX_PRIMING = 1 << 14;

  private GaplessTag() {}

  /**
   * The part of the track that the tag calls the song; null if there is none.
   *
   * @param movie the box {@code moov}
   */
  static @Nullable Trim read(BoxReader reader, Box movie) throws IOException, UndecodableException {
    Box meta = reader.find(movie, "udta", "meta");
    Box list = meta == null ? null : reader.find(meta.from(VERSION_BYTES), "ilst");

    if (list == null) {
      return null;
    }

    for (Box item : reader.children(list)) {
      if (item.type().equals("----") && NAME.equals(text(reader, item, "name", VERSION_BYTES))) {
        return parse(text(reader, item, "data", DATA_HEADER_BYTES));
      }
    }

    return null;
  }

  private static String text(BoxReader reader, Box item, String type, int headerBytes)
      throws IOException, UndecodableException {
    Box box = reader.find(item, type);

    if (box == null) {
      return "";
    }

    ByteBuffer bytes = reader.read(box.from(headerBytes), MAX_TAG_BYTES);
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  private static @Nullable Trim parse(String text) {
    String[] numbers = text.strip().split("\\s+", 5);

    try {
      long priming = Long.parseLong(numbers[1], 16);
      long samples = Long.parseLong(numbers[3], 16);
      return priming > 0 && priming < MAX_PRIMING && samples > 0
          ? new Trim(priming, priming + samples)
          : null;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return null;
    }
  }
}
