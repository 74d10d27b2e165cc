package io.soundalike.jobs;

/** An operator's mistake, or a state that an operator must mend: one sentence, no stack trace. */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The process's exit codes. */
  public enum ExitCode {
    /** Anything else. */
    FAILURE(1),
    /** Wrong arguments or settings. */
    USAGE(2),
    /** No song in the input. */
    NOTHING_TO_DO(3),
    /** More bad files than {@code quarantine.max-fraction} allows. */
    TOO_MANY_BAD_FILES(4),
    /** Not enough memory or no room for what was asked. */
    RESOURCES(5),
    /** Model and features do not belong together. */
    MISMATCH(6);

    private final int code;

    ExitCode(int code) {
      this.code = code;
    }

    /** The number that the shell sees. */
    public int code() {
      return code;
    }
  }

  private final ExitCode exitCode;

  /**
   * @param message what is wrong, and the mend
   */
  public UserException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** How the process should end. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
