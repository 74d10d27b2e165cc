package io.soundalike.track.tags;

/** What a value of a tag says. */
enum TagField {
  TITLE,
  ARTIST,
  ALBUM_ARTIST,
  ALBUM,

  /** Date of the recording. */
  RECORDING_DATE,

  /** A year without a statement of what it is the year of. */
  YEAR,

  /** Date of this release. */
  RELEASE_DATE,

  /** Date of the first release. */
  ORIGINAL_DATE,

  GENRE
}
