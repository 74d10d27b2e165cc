package io.soundalike.track.tags;

import io.soundalike.audio.Id3v2Header;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Reads the tags at the end of a file, the last first: ID3v1, Lyrics3, APEv2, and ID3v2.4 with a
 * footer, in any order.
 *
 * <p>References: P. Graff, Lyrics3 made easy, 1998 (version 2.00); M. Nilsson, ID3 tag version
 * 2.4.0 - Main Structure, 2000, section 3.4
 */
final class TailTags {

  private static final int MAX_TAGS = 8;
  private static final String LYRICS_END = "LYRICS200";
  private static final int LYRICS_SIZE_DIGITS = 6;
  private static final Pattern LYRICS_SIZE = Pattern.compile("[0-9]{6}");
  private static final String FOOTER = "3DI";

  private final ByteRange file;
  private final FoundTags found;

  private TailTags(ByteRange file, FoundTags found) {
    this.file = file;
    this.found = found;
  }

  /** Adds the tags at the end of {@code file}. */
  static void read(ByteRange file, FoundTags found) throws IOException {
    TailTags tags = new TailTags(file, found);
    long end = file.length();

    for (int i = 0; i < MAX_TAGS; i++) {
      long start = tags.readBefore(end);

      if (start >= end || start < 0) {
        return;
      }

      end = start;
    }
  }

  /** Reads the tag that ends at a position; returns its start, or the position if there is none. */
  private long readBefore(long end) throws IOException {
    if (Id3v1Tag.isAt(file, end - Id3v1Tag.BYTES) && !isApePreamble(end)) {
      Id3v1Tag.read(file.slice(end - Id3v1Tag.BYTES, end), found.add(TagKind.ID3V1));
      return end - Id3v1Tag.BYTES;
    }

    if (ApeTag.isAt(file, end - ApeTag.FRAME_BYTES)) {
      return ApeTag.readTail(file, end - ApeTag.FRAME_BYTES, found.add(TagKind.APEV2));
    }

    if (file.ascii(end - LYRICS_END.length(), LYRICS_END.length()).equals(LYRICS_END)) {
      long size = end - LYRICS_END.length() - LYRICS_SIZE_DIGITS;
      String digits = file.ascii(size, LYRICS_SIZE_DIGITS);
      return LYRICS_SIZE.matcher(digits).matches() ? size - Integer.parseInt(digits) : end;
    }

    if (file.ascii(end - Id3v2Header.BYTES, FOOTER.length()).equals(FOOTER)) {
      return readId3v2(end);
    }

    return end;
  }

  /** An APEv2 preamble contains the three letters with which ID3v1 starts. */
  private boolean isApePreamble(long end) throws IOException {
    return ApeTag.isAt(file, end - Id3v1Tag.BYTES - "APE".length());
  }

  /** Reads the ID3v2 tag whose footer, a copy of its header, ends at a position. */
  private long readId3v2(long end) throws IOException {
    byte[] footer = file.read(end - Id3v2Header.BYTES, Id3v2Header.BYTES);
    System.arraycopy(new byte[] {'I', 'D', '3'}, 0, footer, 0, FOOTER.length());
    Id3v2Header header = Id3v2Header.parse(footer);

    if (header == null) {
      return end;
    }

    long body = end - header.bodyBytes();
    Id3v2Tag.read(header, file.slice(body, end - Id3v2Header.BYTES), found.add(TagKind.ID3V2));
    return body - Id3v2Header.BYTES;
  }
}
