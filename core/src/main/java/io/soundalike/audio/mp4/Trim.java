package io.soundalike.audio.mp4;

/**
 * The part of a track that is to be played. Encoders put samples before and behind a song.
 *
 * @param start first sample
 * @param end behind the last sample; {@code Long.MAX_VALUE} for the end of the track
 */
record Trim(long start, long end) {

  /** The whole track. */
  static final Trim NONE = new Trim(0, Long.MAX_VALUE);
}
