package io.soundalike.audio.mp4;

/**
 * A box of an MP4 file, also called atom.
 *
 * @param type four characters that say what the box holds
 * @param start offset of its header in the file, in bytes
 * @param body offset of its contents
 * @param end offset behind its contents, at most that of the box around it
 */
record Box(String type, long start, long body, long end) {

  /** Number of bytes of the contents. */
  long size() {
    return end - body;
  }

  /** The same box without the first bytes of its contents. */
  Box from(long bytes) {
    return new Box(type, start, Math.min(end, body + bytes), end);
  }
}
