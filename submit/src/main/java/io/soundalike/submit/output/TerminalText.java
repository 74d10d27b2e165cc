package io.soundalike.submit.output;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text that is safe to print. Tags and file names may hold control characters, which command a
 * terminal, and characters that reverse the direction of what follows; each becomes U+FFFD.
 *
 * <p>References: ECMA-48; Unicode Standard Annex #9
 */
public final class TerminalText {

  /** Control characters but tab and line feed; separators; embeddings, overrides, isolates. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

  private static final String REPLACEMENT = "\uFFFD";

  private TerminalText() {}

  /** A text of one line or several. */
  public static String of(String text) {
    return UNSAFE.matcher(text).replaceAll(REPLACEMENT);
  }

  /** JSON with the same characters, which are in its strings alone, as escape sequences. */
  static String escapedInJson(String json) {
    return UNSAFE
        .matcher(json)
        .replaceAll(
            unsafe -> String.format(Locale.ROOT, "\\\\u%04x", (int) unsafe.group().charAt(0)));
  }

  /** A text of one line: line feeds are replaced, too. */
  static String ofLine(String line) {
    return of(line).replace("\n", REPLACEMENT);
  }
}
