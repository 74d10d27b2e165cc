package io.soundalike.track.tags;

/** Kinds of tags that a file may have at once, the most trustworthy first. */
enum TagKind {
  /** Vorbis comments and the items of MP4, which belong to their format. */
  NATIVE,

  ID3V2,

  /** Text chunks of RIFF and AIFF, which do not state their encoding. */
  TEXT_CHUNKS,

  APEV2,

  /** The texts of which are cut after 30 characters. */
  ID3V1
}
