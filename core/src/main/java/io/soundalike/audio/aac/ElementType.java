package io.soundalike.audio.aac;

/**
 * Syntactic elements of a packet, numbered as in the standard.
 *
 * <p>Reference: ISO/IEC 14496-3, table 4.85
 */
enum ElementType {
  SINGLE_CHANNEL,
  CHANNEL_PAIR,
  COUPLING_CHANNEL,
  LOW_FREQUENCY,
  DATA_STREAM,
  PROGRAM_CONFIG,
  FILL,
  END;

  private static final ElementType[] VALUES = values();

  /** Width of an element's number, in bits. */
  static final int BITS = 3;

  /** Width of the tag that tells elements of one type apart, in bits. */
  static final int TAG_BITS = 4;

  /**
   * @param number 0 to 7
   */
  static ElementType of(int number) {
    return VALUES[number];
  }
}
