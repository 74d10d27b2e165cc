package io.soundalike.audio;

/** Reason for which a file cannot be used. */
public enum AudioFault {
  /** The file has no bytes. */
  EMPTY,
  /** The file contains no audio. */
  NOT_AUDIO,
  /** The audio format is known but not supported; the detail names it. */
  UNSUPPORTED,
  /** More than {@code audio.max-damaged-fraction} of the file is missing or cannot be decoded. */
  DAMAGED,
  /** Shorter than {@code audio.min-seconds}, or than the frames that the settings select. */
  TOO_SHORT,
  /** Longer than {@code audio.max-seconds}. */
  TOO_LONG,
  /** Larger than {@code audio.max-bytes}; not read. */
  TOO_BIG,
  /** The peak level is below {@code audio.silence-dbfs}. */
  SILENT,
  /** Not decoded within {@code quarantine.time-limit-seconds}; retried by the next run. */
  TIME_LIMIT,
  /**
   * The storage failed on several attempts to read the file, or the file has changed since it was
   * listed. Never quarantined; retried by the next run.
   */
  UNREADABLE,
  /** Any other failure; retried by the next run. */
  UNEXPECTED
}
