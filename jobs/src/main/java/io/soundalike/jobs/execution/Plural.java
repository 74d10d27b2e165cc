package io.soundalike.jobs.execution;

/** Counts with their nouns, for lines that operators read. */
public final class Plural {

  private Plural() {}

  /**
   * A count and its noun, such as {@code 1 song} or {@code 2 songs}.
   *
   * @param singular a noun whose plural is formed with {@code s}
   */
  public static String of(long count, String singular) {
    return count + " " + singular + (count == 1 ? "" : "s");
  }
}
