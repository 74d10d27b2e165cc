package io.soundalike.track.tags;

import java.io.IOException;

/**
 * Reads the Vorbis comment of a FLAC file.
 *
 * <p>References: RFC 9639, sections 8.1 and 8.6
 */
final class FlacTags {

  /** First bytes of a FLAC file. */
  static final String MARK = "fLaC";

  /** Size of the header of a metadata block. */
  static final int BLOCK_HEADER_BYTES = 4;

  /** Type of the block that holds the comments. */
  static final int COMMENTS = 4;

  private static final int MAX_BLOCKS = 1000;
  private static final int LAST_BLOCK = 0x80;

  private FlacTags() {}

  /**
   * Reads the first block of comments.
   *
   * @param flac from the mark on
   */
  static void read(ByteRange flac, TagFields fields) throws IOException {
    long at = MARK.length();

    for (int i = 0; i < MAX_BLOCKS && at < flac.length(); i++) {
      long type = flac.bigEndian(at, 1);
      long body = at + BLOCK_HEADER_BYTES;
      long end = body + flac.bigEndian(at + 1, BLOCK_HEADER_BYTES - 1);

      if ((type & ~LAST_BLOCK) == COMMENTS) {
        VorbisComments.read(flac.slice(body, end).stream(), fields);
        return;
      }

      if ((type & LAST_BLOCK) != 0) {
        return;
      }

      at = end;
    }
  }
}
