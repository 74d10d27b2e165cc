package io.soundalike.audio.aac;

/** Lengths of a packet's windows, numbered as in the standard. */
enum WindowSequence {
  /** One long window. */
  ONLY_LONG,
  /** One long window whose second half falls as a short one. */
  LONG_START,
  /** Eight short windows. */
  EIGHT_SHORT,
  /** One long window whose first half rises as a short one. */
  LONG_STOP;

  private static final WindowSequence[] VALUES = values();

  /**
   * @param number 0 to 3
   */
  static WindowSequence of(int number) {
    return VALUES[number];
  }
}
