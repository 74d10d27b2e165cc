package io.soundalike.track.tags;

import io.soundalike.audio.Id3v2Header;
import io.soundalike.track.TrackTags;
import java.io.IOException;

/**
 * Reads the tags of a file: ID3v1, ID3v2, APEv2, Vorbis comments of FLAC and Ogg, text and ID3
 * chunks of RIFF and AIFF, items of MP4. Only the tags are read, wherever they stand, and of them
 * only what {@link TrackTags} holds. Damaged tags count as far as they can be read.
 */
public final class TagReader {

  /** Raised when other tags than before are read from some files. */
  public static final int VERSION = 1;

  private static final int MAX_ID3_TAGS = 8;
  private static final int MARK_BYTES = 4;

  private final ByteRange file;
  private final FoundTags found = new FoundTags();

  private TagReader(ByteRange file) {
    this.file = file;
  }

  /**
   * Reads the tags of a file.
   *
   * @return {@link TrackTags#NONE} if there are none or they cannot be read
   * @throws IOException if the storage fails
   */
  public static TrackTags read(SeekableBytes file) throws IOException {
    TagReader reader = new TagReader(ByteRange.of(file));
    reader.readFormat(reader.readLeadingId3v2());
    TailTags.read(reader.file, reader.found);
    return reader.found.merge();
  }

  /** Reads the ID3v2 tags at the start; returns where they end. */
  private long readLeadingId3v2() throws IOException {
    long at = 0;

    for (int i = 0; i < MAX_ID3_TAGS; i++) {
      Id3v2Header header = Id3v2Tag.header(file, at);

      if (header == null) {
        break;
      }

      long body = at + Id3v2Header.BYTES;
      at = body + header.bodyBytes();
      Id3v2Tag.read(header, file.slice(body, at), found.add(TagKind.ID3V2));
    }

    return at;
  }

  /** Reads the tags that belong to the format of the file. */
  private void readFormat(long start) throws IOException {
    ByteRange sound = file.from(start);
    String mark = sound.ascii(0, MARK_BYTES);

    if (mark.equals(FlacTags.MARK)) {
      FlacTags.read(sound, found.add(TagKind.NATIVE));
    } else if (mark.equals(OggPage.MARK)) {
      OggTags.read(sound, found.add(TagKind.NATIVE));
    } else if (IffTags.isForm(sound)) {
      IffTags.read(sound, found);
    } else if (Mp4Tags.isMp4(sound)) {
      Mp4Tags.read(sound, found.add(TagKind.NATIVE));
    } else if (ApeTag.isAt(sound, 0)) {
      ApeTag.readHead(sound, 0, found.add(TagKind.APEV2));
    }
  }
}
