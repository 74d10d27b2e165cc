package io.soundalike.audio;

/** Why a file cannot be decoded; becomes {@link DecodeOutcome.Undecodable}. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AudioFault fault;

  /**
   * @param detail one sentence for the operator, with the measured value and the bound
   */
  public UndecodableException(AudioFault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  /** The reason. */
  public AudioFault fault() {
    return fault;
  }

  /** The reason in a sentence. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
