package io.soundalike.report;

/** Nouns that agree with their counts, in texts for people. */
public final class Plural {

  private Plural() {}

  /** Formats a count with its noun: "1 song", "2 songs". */
  public static String of(long count, String noun) {
    return count + " " + noun(count, noun);
  }

  /** The noun for a count: "song" for 1, "songs" otherwise. */
  public static String noun(long count, String noun) {
    return count == 1 ? noun : noun + "s";
  }
}
