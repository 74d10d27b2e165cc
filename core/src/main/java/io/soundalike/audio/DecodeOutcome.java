package io.soundalike.audio;

/**
 * Result of decoding one file. Failure is a value, so that one bad file never stops a task. The
 * samples themselves go to a {@link SampleConsumer}; those of an undecodable file must be
 * discarded.
 */
public sealed interface DecodeOutcome {

  /**
   * The file was decoded.
   *
   * @param source format and length of the file
   * @param quality measurements of the signal before mixing
   */
  record Decoded(SourceInfo source, SignalQuality quality) implements DecodeOutcome {}

  /**
   * The file could not be decoded.
   *
   * @param fault reason
   * @param detail explanation for the operator, with the measured value and the bound
   * @param seconds of a song that is too long or too short: what was decoded of it; otherwise 0
   */
  record Undecodable(AudioFault fault, String detail, double seconds) implements DecodeOutcome {

    /** A song whose length is not the reason. */
    public Undecodable(AudioFault fault, String detail) {
      this(fault, detail, 0);
    }
  }
}
