package io.soundalike.audio;

/**
 * What became of a file: failure is a value, so that one bad file stops no task. Samples themselves
 * go to a {@link SampleConsumer}; those of a file that turns out to be undecodable are to be
 * forgotten.
 */
public sealed interface DecodeOutcome {

  /** The song could be decoded. */
  record Decoded(SourceInfo source, SignalQuality quality) implements DecodeOutcome {}

  /**
   * The song could not be decoded.
   *
   * @param detail one sentence for the operator, with the measured value and the bound
   */
  record Undecodable(AudioFault fault, String detail) implements DecodeOutcome {}
}
