package io.soundalike.track.tags;

import io.soundalike.audio.Id3v2Header;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the ID3 chunk and the text chunks of RIFF WAVE files, RF64 among them, and of AIFF files.
 *
 * <p>References: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0,
 * 1991, section 2 (RIFF, LIST INFO); EBU Tech 3306, 2009 (RF64); Apple, Audio Interchange File
 * Format "AIFF" version 1.3, 1989
 */
final class IffTags {

  private static final int FORM_HEADER_BYTES = 12;
  private static final int HEADER_BYTES = 8;
  private static final int ID_BYTES = 4;

  /** Chunks that are visited, those of lists included. */
  private static final int MAX_CHUNKS = 10_000;

  /** The 32-bit size of a chunk whose size is in the chunk ds64. */
  private static final long SIZE_ELSEWHERE = 0xFFFFFFFFL;

  private static final int DS64_DATA_SIZE = 8;
  private static final Pattern ID = Pattern.compile("[ -~]{4}");
  private static final Set<String> RIFF_FORMS = Set.of("RIFF", "RF64", "BW64");
  private static final Set<String> ID3 = Set.of("id3 ", "ID3 ");

  private static final Map<String, TagField> FIELDS =
      Map.ofEntries(
          Map.entry("INAM", TagField.TITLE),
          Map.entry("IART", TagField.ARTIST),
          Map.entry("IPRD", TagField.ALBUM),
          Map.entry("ICRD", TagField.RECORDING_DATE),
          Map.entry("IGNR", TagField.GENRE),
          Map.entry("NAME", TagField.TITLE),
          Map.entry("AUTH", TagField.ARTIST));

  private final ByteOrder order;
  private final FoundTags found;
  private final TagFields texts;
  private long size64;
  private int chunksRead;

  private IffTags(ByteOrder order, FoundTags found) {
    this.order = order;
    this.found = found;
    this.texts = found.add(TagKind.TEXT_CHUNKS);
  }

  /** Whether a file is one of those that are read. */
  static boolean isForm(ByteRange file) throws IOException {
    String id = file.ascii(0, ID_BYTES);
    String type = file.ascii(HEADER_BYTES, ID_BYTES);
    return (RIFF_FORMS.contains(id) || id.equals("RIFX")) && type.equals("WAVE")
        || id.equals("FORM") && (type.equals("AIFF") || type.equals("AIFC"));
  }

  /** Adds the tags of a file that {@link #isForm}. */
  static void read(ByteRange file, FoundTags found) throws IOException {
    boolean littleEndian = RIFF_FORMS.contains(file.ascii(0, ID_BYTES));
    ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    new IffTags(order, found).readChunks(file.from(FORM_HEADER_BYTES), false);
  }

  /**
   * Reads chunks.
   *
   * @param inList whether they are those of a list, which contains no other list
   */
  private void readChunks(ByteRange chunks, boolean inList) throws IOException {
    long at = 0;

    while (at < chunks.length() && chunksRead++ < MAX_CHUNKS) {
      String id = chunks.ascii(at, ID_BYTES);

      if (!ID.matcher(id).matches()) {
        return;
      }

      long stated = number(chunks, at + ID_BYTES);
      long size = stated == SIZE_ELSEWHERE && id.equals("data") ? size64 : stated;
      long body = at + HEADER_BYTES;

      if (size < 0) {
        return;
      }

      readChunk(id, chunks.slice(body, body + size), inList);
      at = following(chunks, body + size, size);
    }
  }

  /** Odd chunks are followed by a zero byte, which some writers leave out. */
  private static long following(ByteRange chunks, long end, long size) throws IOException {
    boolean padded = size % 2 != 0 && !ID.matcher(chunks.ascii(end, ID_BYTES)).matches();
    return end + (padded ? 1 : 0);
  }

  private void readChunk(String id, ByteRange body, boolean inList) throws IOException {
    TagField field = FIELDS.get(id);

    if (field != null) {
      texts.add(field, Texts.untilNul(Texts.decode(body.readAtMost(Texts.MAX_BYTES))));
    } else if (ID3.contains(id)) {
      readId3(body);
    } else if (id.equals("ds64")) {
      size64 = body.littleEndian(DS64_DATA_SIZE, Long.BYTES);
    } else if (id.equals("LIST") && !inList && body.ascii(0, ID_BYTES).equals("INFO")) {
      readChunks(body.from(ID_BYTES), true);
    }
  }

  private void readId3(ByteRange body) throws IOException {
    Id3v2Header header = Id3v2Tag.header(body, 0);

    if (header != null) {
      Id3v2Tag.read(header, body.from(Id3v2Header.BYTES), found.add(TagKind.ID3V2));
    }
  }

  private long number(ByteRange chunks, long at) throws IOException {
    return order == ByteOrder.LITTLE_ENDIAN
        ? chunks.littleEndian(at, Integer.BYTES)
        : chunks.bigEndian(at, Integer.BYTES);
  }
}
