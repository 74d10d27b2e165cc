package io.soundalike.audio;

/** Why a file is quarantined. */
public enum AudioFault {
  /** Zero bytes. */
  EMPTY,
  /** No audio in it. */
  NOT_AUDIO,
  /** Audio of a kind that is not decoded here; the detail names it. */
  UNSUPPORTED,
  /** Parts that cannot be decoded, or fewer than the file announces. */
  DAMAGED,
  /** Shorter than {@code audio.min-seconds}, or than the frames that the spectrogram keeps. */
  TOO_SHORT,
  /** Longer than {@code audio.max-seconds}. */
  TOO_LONG,
  /** Larger than {@code audio.max-bytes}; unread. */
  TOO_BIG,
  /** Never louder than {@code audio.silence-dbfs}. */
  SILENT,
  /** Not decoded within {@code quarantine.time-limit-seconds}; tried again by the next run. */
  TIME_LIMIT,
  /**
   * Its bytes did not come, though they were asked for several times: the storage's fault, not the
   * song's. Never quarantined; tried again by the next run.
   */
  UNREADABLE,
  /** Anything else; tried again by the next run. */
  UNEXPECTED
}
