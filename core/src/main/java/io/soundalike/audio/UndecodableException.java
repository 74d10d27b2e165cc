package io.soundalike.audio;

/** Signals that a file cannot be decoded; becomes {@link DecodeOutcome.Undecodable}. */
public final class UndecodableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AudioFault fault;
  private final double seconds;

  /**
   * @param fault reason
   * @param detail explanation for the operator, with the measured value and the bound
   */
  public UndecodableException(AudioFault fault, String detail) {
    this(fault, detail, 0);
  }

  /**
   * @param seconds of a song that is too long or too short: what was decoded of it
   */
  UndecodableException(AudioFault fault, String detail, double seconds) {
    super(detail);
    this.fault = fault;
    this.seconds = seconds;
  }

  double seconds() {
    return seconds;
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
