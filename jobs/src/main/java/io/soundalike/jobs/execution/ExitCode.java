package io.soundalike.jobs.execution;

/** Exit codes of the process. */
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
