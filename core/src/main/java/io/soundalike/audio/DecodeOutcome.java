package io.soundalike.audio;

/**
 * A song's samples, or why there are none: failure is a value, so that one bad file stops no task.
 */
public sealed interface DecodeOutcome {

  /** The song could be decoded. */
  record Decoded(Pcm pcm) implements DecodeOutcome {}

  /**
   * The song could not be decoded.
   *
   * @param detail one sentence for the operator, with the measured value and the bound
   */
  record Undecodable(AudioFault fault, String detail) implements DecodeOutcome {}
}
