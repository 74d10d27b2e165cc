package io.soundalike.jobs.execution;

/** Counts whose nouns agree with them: "1 song", "2 songs". */
public final class Counts {

  private Counts() {}

  /**
   * A count and its noun.
   *
   * @param noun in the singular; its plural ends in s
   */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
