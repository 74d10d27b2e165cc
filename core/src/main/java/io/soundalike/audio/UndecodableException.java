package io.soundalike.audio;

/** Signals that a file cannot be decoded; becomes {@link DecodeOutcome.Undecodable}. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AudioFault fault;

  /**
   * @param fault reason
   * @param detail explanation for the operator, with the measured value and the bound
   */
  public UndecodableException(AudioFault fault, String detail) {
    super(detail);
    this.fault = fault;
  }

  /** Reason. */
  public AudioFault fault() {
    return fault;
  }

  /** Explanation for the operator. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
