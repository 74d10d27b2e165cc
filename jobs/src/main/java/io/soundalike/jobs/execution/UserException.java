package io.soundalike.jobs.execution;

/** An operator's mistake, or a state that an operator must mend: one sentence, no stack trace. */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

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
