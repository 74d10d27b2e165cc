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
 * Reads ID3v2 and ID3v1 tags and the Vorbis comments of FLAC and Ogg Vorbis files, in one pass over
 * the stream. Of an ID3v2 tag only the text frames, up to {@value #MAX_TEXT_BYTES} bytes in all,
 * are copied and parsed by mp3agic; pictures are skipped and never held in memory. Fields that
 * ID3v2 does not set are taken from ID3v1.
 *
 * <p>References: M. Nilsson, ID3 tag version 2.4.0, 2000; E. Kemp, ID3v1, 1996
 */
public final class TagReader {

  private static final int MAX_TEXT_BYTES = 1 << 16;
  private static final int MARK_BYTES = 4;
  private static final int FRAME_HEADER_BYTES = 10;
  private static final int UNSYNCHRONISED_FLAG = 0x80;
  private static final int EXTENDED_FLAG = 0x40;

  private TagReader() {}

  /**
   * Reads the tag at the start of a file.
   *
   * @param in the file from its first byte; read up to the end of the tag
   * @return the tags; {@link TrackTags#NONE} if there is no tag or it cannot be read
   * @throws IOException if the storage fails
   */
  public static TrackTags readHead(InputStream in) throws IOException {
    byte[] mark = in.readNBytes(MARK_BYTES);

    try {
      switch (new String(mark, StandardCharsets.ISO_8859_1)) {
        case "fLaC" -> {
          return VorbisComments.readFlac(in);
        }
        case "OggS" -> {
          return VorbisComments.readOgg(
              new SequenceInputStream(new ByteArrayInputStream(mark), in));
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
      byte[] tag =
          header.majorVersion() == 2
              ? readVersion22Tag(head, header, in)
              : readTextFrames(header, in);
      return tag == null ? TrackTags.NONE : parseId3v2(tag);
    } catch (BaseException | EOFException | RuntimeException e) {
      // The song may be intact even if its tag is not: an unreadable tag counts as none.
      return TrackTags.NONE;
    }
  }

  /**
   * Adds the fields that are missing in {@code head} from an ID3v1 tag.
   *
   * @param head tags from the start of the file
   * @param tail the file's last 128 bytes, which need not be a tag
   */
  public static TrackTags completeByTail(TrackTags head, byte[] tail) {
    try {
      ID3v1Tag tag = new ID3v1Tag(tail);
      return head.orElse(
          new TrackTags(
              tag.getTitle(), tag.getArtist(), tag.getAlbum(), tag.getYear(), genreName(tag)));
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

  /** Name of the tag's genre number; null if the number is not assigned. */
  private static @Nullable String genreName(ID3v1Tag tag) {
    int genre = tag.getGenre();
    return genre >= 0 && genre < ID3v1Genres.GENRES.length ? ID3v1Genres.GENRES[genre] : null;
  }

  /** A tag of version 2.2, whose frame headers differ; null if it is larger than the limit. */
  private static byte @Nullable [] readVersion22Tag(byte[] head, Id3v2Header header, InputStream in)
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

  /** A copy of the tag that contains only the text frames. */
  private static byte @Nullable [] readTextFrames(Id3v2Header header, InputStream in)
      throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    long remaining = header.bodyBytes();

    if ((header.flags() & EXTENDED_FLAG) != 0) {
      remaining -= skipExtendedHeader(header, in);
    }

    while (remaining >= FRAME_HEADER_BYTES && frames.size() < MAX_TEXT_BYTES) {
      byte[] frame = in.readNBytes(FRAME_HEADER_BYTES);

      if (frame.length < FRAME_HEADER_BYTES || frame[0] == 0) {
        break;
      }

      int size = parseSize(frame, 4, header.majorVersion() == 4);
      remaining -= FRAME_HEADER_BYTES + (long) size;

      if (size < 0 || remaining < 0) {
        break;
      }

      if (frame[0] == 'T' && size <= MAX_TEXT_BYTES - frames.size()) {
        frames.write(frame);
        frames.write(in.readNBytes(size));
      } else {
        in.skipNBytes(size);
      }
    }

    return prependHeader(header, frames.toByteArray());
  }

  private static byte[] prependHeader(Id3v2Header header, byte[] frames) {
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

    // The size includes its own four bytes in version 2.4, but not in version 2.3.
    int size = parseSize(field, 0, header.majorVersion() == 4);
    int rest = header.majorVersion() == 4 ? size - 4 : size;
    in.skipNBytes(Math.max(0, rest));
    return 4L + rest;
  }

  private static int parseSize(byte[] bytes, int at, boolean synchsafe) {
    int shift = synchsafe ? 7 : 8;
    int size = 0;

    for (int i = 0; i < 4; i++) {
      size = size << shift | bytes[at + i] & (synchsafe ? 0x7F : 0xFF);
    }

    return size;
  }
}
