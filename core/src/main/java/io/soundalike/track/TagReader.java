package io.soundalike.track;

import com.mpatric.mp3agic.BaseException;
import com.mpatric.mp3agic.ID3v1Genres;
import com.mpatric.mp3agic.ID3v1Tag;
import com.mpatric.mp3agic.ID3v2;
import com.mpatric.mp3agic.ID3v24Tag;
import com.mpatric.mp3agic.ID3v2TagFactory;
import io.soundalike.audio.Id3v2Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads tags from a stream that is read once, front to back: ID3v2 and ID3v1, and the comments of
 * FLAC and Ogg Vorbis. Of an ID3v2 tag only the text frames are copied, up to {@value
 * #MAX_TEXT_BYTES} bytes in all, and handed to mp3agic: art is passed over and never held. What
 * ID3v2 does not say is taken from ID3v1.
 */
public final class TagReader {

  private static final int MAX_TEXT_BYTES = 1 << 16;
  private static final int MARK_BYTES = 4;
  private static final int FRAME_HEADER_BYTES = 10;
  private static final int UNSYNCHRONISED_FLAG = 0x80;
  private static final int EXTENDED_FLAG = 0x40;

  private TagReader() {}

  /**
   * Reads the tag at the head of a file.
   *
   * @param in from the file's first byte; read as far as the tag goes
   * @return the tags; {@link TrackTags#NONE} where there is no tag or none that can be read
   */
  public static TrackTags readHead(InputStream in) throws IOException {
    byte[] mark = in.readNBytes(MARK_BYTES);

    try {
      switch (new String(mark, StandardCharsets.ISO_8859_1)) {
        case "fLaC" -> {
          return VorbisComments.ofFlac(in);
        }
        case "OggS" -> {
          return VorbisComments.ofOgg(new SequenceInputStream(new ByteArrayInputStream(mark), in));
        }
        default -> {}
      }
    } catch (EOFException e) {
      return TrackTags.NONE;
    }

    return readId3v2(mark, in);
  }

  private static TrackTags readId3v2(byte[] mark, InputStream in) throws IOException {
    byte[] head = Arrays.copyOf(mark, Id3v2Header.BYTES);
    in.readNBytes(head, mark.length, Id3v2Header.BYTES - mark.length);
    Id3v2Header header = Id3v2Header.parse(head);

    if (header == null || header.majorVersion() < 2 || header.majorVersion() > 4) {
      return TrackTags.NONE;
    }

    try {
      byte[] texts = header.majorVersion() == 2 ? wholeTag(head, header, in) : texts(header, in);
      return texts == null ? TrackTags.NONE : parseId3v2(texts);
    } catch (BaseException | EOFException | RuntimeException e) {
      // A tag that mp3agic cannot read is as good as none: the song itself may be fine.
      return TrackTags.NONE;
    }
  }

  /**
   * Completes the tags of a file's head by its last 128 bytes, if they are an ID3v1 tag.
   *
   * @param tail the file's last 128 bytes
   */
  public static TrackTags completeByTail(TrackTags head, byte[] tail) {
    try {
      ID3v1Tag tag = new ID3v1Tag(tail);
      return head.orElse(
          new TrackTags(
              tag.getTitle(), tag.getArtist(), tag.getAlbum(), tag.getYear(), genre(tag)));
    } catch (BaseException | RuntimeException e) {
      return head;
    }
  }

  private static TrackTags parseId3v2(byte[] bytes) throws BaseException {
    ID3v2 tag = ID3v2TagFactory.createTag(bytes);
    String year = tag.getYear();

    if (year == null && tag instanceof ID3v24Tag v24) {
      year = v24.getRecordingTime();
    }

    return new TrackTags(
        tag.getTitle(), tag.getArtist(), tag.getAlbum(), year, tag.getGenreDescription());
  }

  /** The name of a genre's number; null for numbers that have none. */
  private static @Nullable String genre(ID3v1Tag tag) {
    int genre = tag.getGenre();
    return genre >= 0 && genre < ID3v1Genres.GENRES.length ? ID3v1Genres.GENRES[genre] : null;
  }

  /** Version 2.2 has other frame headers; its tags are small, and large ones are not read. */
  private static byte @Nullable [] wholeTag(byte[] head, Id3v2Header header, InputStream in)
      throws IOException {
    if (header.bodyBytes() > MAX_TEXT_BYTES) {
      return null;
    }

    byte[] body = in.readNBytes(header.bodyBytes());
    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.write(head);
    tag.write(body);
    return tag.toByteArray();
  }

  /** A tag of the text frames alone. */
  private static byte @Nullable [] texts(Id3v2Header header, InputStream in) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    long left = header.bodyBytes();

    if ((header.flags() & EXTENDED_FLAG) != 0) {
      left -= skipExtendedHeader(header, in);
    }

    while (left >= FRAME_HEADER_BYTES && frames.size() < MAX_TEXT_BYTES) {
      byte[] frame = in.readNBytes(FRAME_HEADER_BYTES);

      if (frame.length < FRAME_HEADER_BYTES || frame[0] == 0) {
        break;
      }

      int size = size(frame, 4, header.majorVersion() == 4);
      left -= FRAME_HEADER_BYTES + (long) size;

      if (size < 0 || left < 0) {
        break;
      }

      if (frame[0] == 'T' && size <= MAX_TEXT_BYTES - frames.size()) {
        frames.write(frame);
        frames.write(in.readNBytes(size));
      } else {
        in.skipNBytes(size);
      }
    }

    return withHeader(header, frames.toByteArray());
  }

  private static byte[] withHeader(Id3v2Header header, byte[] frames) {
    byte[] tag = new byte[Id3v2Header.BYTES + frames.length];
    tag[0] = 'I';
    tag[1] = 'D';
    tag[2] = '3';
    tag[3] = (byte) header.majorVersion();
    tag[5] = (byte) (header.flags() & UNSYNCHRONISED_FLAG);

    for (int i = 0; i < 4; i++) {
      tag[6 + i] = (byte) (frames.length >> (7 * (3 - i)) & 0x7F);
    }

    System.arraycopy(frames, 0, tag, Id3v2Header.BYTES, frames.length);
    return tag;
  }

  private static long skipExtendedHeader(Id3v2Header header, InputStream in) throws IOException {
    byte[] field = in.readNBytes(4);

    if (field.length < 4) {
      return 4;
    }

    // Version 2.4 counts the four bytes themselves, version 2.3 does not.
    int size = size(field, 0, header.majorVersion() == 4);
    int rest = header.majorVersion() == 4 ? size - 4 : size;
    in.skipNBytes(Math.max(0, rest));
    return 4L + rest;
  }

  private static int size(byte[] bytes, int at, boolean synchsafe) {
    int shift = synchsafe ? 7 : 8;
    int size = 0;

    for (int i = 0; i < 4; i++) {
      size = size << shift | bytes[at + i] & (synchsafe ? 0x7F : 0xFF);
    }

    return size;
  }
}
