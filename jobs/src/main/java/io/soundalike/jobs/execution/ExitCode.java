package io.soundalike.jobs.execution;

/** Exit codes of the process; 0 is success. Scripts rely on them, so a code never changes. */
public enum ExitCode {
  /** 1: any failure that no other code names, such as storage that cannot be read or written. */
  FAILURE(1),
  /** 2: wrong arguments or settings; the same command fails again until they are corrected. */
  USAGE(2),
  /** 3: no song in the input, or the catalogue lacks what the command needs. */
  NO_INPUT(3),
  /**
   * 4: no file can be used, or the fraction of quarantined files exceeds {@code
   * quarantine.max-fraction}.
   */
  TOO_MANY_BAD_FILES(4),
  /** 5: not enough memory or disk space. */
  RESOURCES(5),
  /** 6: the model and the features were not made for each other. */
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
