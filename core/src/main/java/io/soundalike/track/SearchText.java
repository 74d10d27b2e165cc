package io.soundalike.track;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text as it is compared in searches: without case and accents, however Unicode composes them. The
 * page of the report folds text in the same way.
 *
 * <p>References: Unicode Standard Annex #15
 */
public final class SearchText {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]");

  private SearchText() {}

  /** The canonical composition, NFC: equal for all spellings of the same characters. */
  public static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  /** Upper-case and without accents; {@code ß} is {@code SS}. */
  public static String fold(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return MARKS.matcher(Normalizer.normalize(upper, Normalizer.Form.NFD)).replaceAll("");
  }

  /** The folded words of a text, between spaces; what holds no letter and no digit is no word. */
  public static List<String> words(String text) {
    return Arrays.stream(fold(text).split("\\s+", -1))
        .filter(word -> WORD.matcher(word).find())
        .toList();
  }
}
