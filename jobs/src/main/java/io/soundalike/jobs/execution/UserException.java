package io.soundalike.jobs.execution;

/**
 * An operator's mistake, or a state that the operator has to correct. The command line prints its
 * message, one sentence, without a stack trace.
 */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /**
   * @param message what is wrong and how to correct it, as one sentence
   */
  public UserException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The exit code of the process. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
