package io.soundalike.audio;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names kinds of audio that are not decoded here, so that an operator knows what to convert. */
final class MagicBytes {

  private static final Map<String, String> BY_FIRST_BYTES =
      Map.of(
          "0&\u00b2u\u008ef\u00cf\u0011", "Windows Media audio",
          "MAC ", "Monkey's Audio",
          "wvpk", "WavPack",
          "MPCK", "Musepack",
          "MP+", "Musepack",
          "TTA1", "True Audio",
          "MThd", "MIDI",
          "OggS", "Ogg without Vorbis",
          "RF64", "RF64");

  private MagicBytes() {}

  /** The kind that a file's first bytes tell; null if they tell none of these. */
  static @Nullable String nameOf(byte[] head) {
    String start = ascii(head, 0, 12);

    if (start.startsWith("ftyp", 4)) {
      return "MPEG-4 audio";
    }

    return BY_FIRST_BYTES.entrySet().stream()
        .filter(entry -> start.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Bytes as the characters of the same numbers, as many as there are. */
  static String ascii(byte[] head, int from, int length) {
    int begin = Math.min(from, head.length);
    return new String(
        head, begin, Math.min(length, head.length - begin), StandardCharsets.ISO_8859_1);
  }
}
