package io.soundalike.audio;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises audio formats that are not supported, so that the operator knows what to convert. */
public final class MagicBytes {

  private static final Map<String, String> UNSUPPORTED_BY_MAGIC =
      Map.of(
          "0&\u00b2u\u008ef\u00cf\u0011", "Windows Media audio",
          "MAC ", "Monkey's Audio",
          "wvpk", "WavPack",
          "MPCK", "Musepack",
          "MP+", "Musepack",
          "TTA1", "True Audio",
          "MThd", "MIDI",
          "ADIF", "AAC in ADIF");

  private MagicBytes() {}

  /** Name of the unsupported format that a file's first bytes indicate; null if there is none. */
  public static @Nullable String identifyUnsupported(byte[] head) {
    String start = ascii(head, 0, 12);

    return UNSUPPORTED_BY_MAGIC.entrySet().stream()
        .filter(entry -> start.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** Bytes as ISO 8859-1 characters; fewer than {@code length} if the array ends. */
  public static String ascii(byte[] head, int from, int length) {
    int begin = Math.min(from, head.length);
    return new String(
        head, begin, Math.min(length, head.length - begin), StandardCharsets.ISO_8859_1);
  }
}
