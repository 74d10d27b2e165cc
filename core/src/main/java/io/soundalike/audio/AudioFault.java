package io.soundalike.audio;

/** Why a file is quarantined. */
public enum AudioFault {
  /** Zero bytes. */
  EMPTY,
  /** No audio frame in it. */
  NOT_AUDIO,
  /** Frames that cannot be decoded, or fewer than the file announces. */
  DAMAGED,
  /** Shorter than {@code audio.min-seconds}, or than the frames that the spectrogram keeps. */
  TOO_SHORT,
  /** Longer than {@code audio.max-seconds}. */
  TOO_LONG,
  /** Larger than {@code audio.max-bytes}; unread. */
  TOO_BIG,
  /** Never louder than {@code audio.silence-dbfs}. */
  SILENT,
  /** Anything else; tried again by the next run. */
  UNEXPECTED
}
