package io.soundalike.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known key that an unknown one was probably meant to be. */
final class NearestKey {

  /** Edits that are always allowed, and the part of the key's length that is. */
  private static final int MIN_EDITS = 2;

  private static final int LENGTH_PER_EDIT = 4;

  private NearestKey() {}

  /** The known key with the fewest edits; empty if even that is too different. */
  static Optional<String> of(String unknown, Collection<String> known) {
    int allowed = Math.max(MIN_EDITS, unknown.length() / LENGTH_PER_EDIT);
    return known.stream()
        .min(Comparator.comparingInt(key -> edits(unknown, key)))
        .filter(key -> edits(unknown, key) <= allowed);
  }

  /** Levenshtein's distance: insertions, deletions and substitutions of single characters. */
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];

    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }

    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;

      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }

    return row[b.length()];
  }
}
