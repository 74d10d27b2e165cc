package io.soundalike.audio.pcm;

import io.soundalike.audio.MagicBytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Walks the chunks of a file. A chunk is an identifier, a size and that many bytes; it is followed
 * by pad bytes up to a multiple of the alignment. Chunks whose pad bytes are missing are tolerated.
 *
 * <p>References: Electronic Arts, EA IFF 85, 1985 (AIFF); Microsoft and IBM, Multimedia Programming
 * Interface and Data Specifications 1.0, 1991 (RIFF); Sonic Foundry, Wave64 file format; Apple Core
 * Audio Format Specification 1.0
 */
final class Chunks {

  private static final int ID_BYTES = 4;

  /** Chunks that may follow one whose pad bytes are missing. */
  private static final Set<String> KNOWN =
      Set.of(
          "data", "fmt ", "fact", "LIST", "JUNK", "bext", "cue ", "smpl", "inst", "id3 ", "PEAK",
          "COMM", "SSND", "NAME", "AUTH", "(c) ", "ANNO", "COMT", "MARK", "INST", "MIDI", "AESD",
          "APPL", "FVER", "CHAN", "ID3 ", "list", "junk");

  /** How a container writes its chunks. */
  private enum Container {
    /** RIFF and IFF: sizes of 32 bits. */
    IFF(4, 4, 2),
    /** Sony Wave64: GUIDs, sizes that include the header. */
    WAVE64(16, 8, 8),
    /** Core Audio Format: sizes of 64 bits. */
    CAF(4, 8, 1);

    final int idBytes;
    final int sizeBytes;
    final int alignment;

    Container(int idBytes, int sizeBytes, int alignment) {
      this.idBytes = idBytes;
      this.sizeBytes = sizeBytes;
      this.alignment = alignment;
    }

    int headerBytes() {
      return idBytes + sizeBytes;
    }
  }

  private final Container container;
  private final InputStream in;
  private final ByteOrder order;
  private String id = "";
  private long size;
  private long bytesLeft;

  private Chunks(Container container, InputStream in, ByteOrder order, long bytesLeft) {
    this.container = container;
    this.in = in;
    this.order = order;
    this.bytesLeft = bytesLeft;
  }

  /**
   * Chunks of a RIFF file, or of an AIFF file if the byte order is big-endian.
   *
   * @param in positioned at the first chunk; supports {@code mark}
   * @param bytesLeft number of bytes of {@code in}
   */
  static Chunks ofIff(InputStream in, ByteOrder order, long bytesLeft) {
    return new Chunks(Container.IFF, in, order, bytesLeft);
  }

  /** Chunks of a Wave64 file; parameters as for {@link #ofIff}. */
  static Chunks ofWave64(InputStream in, long bytesLeft) {
    return new Chunks(Container.WAVE64, in, ByteOrder.LITTLE_ENDIAN, bytesLeft);
  }

  /** Chunks of a Core Audio Format file; parameters as for {@link #ofIff}. */
  static Chunks ofCaf(InputStream in, long bytesLeft) {
    return new Chunks(Container.CAF, in, ByteOrder.BIG_ENDIAN, bytesLeft);
  }

  /**
   * The same chunks, read from another stream.
   *
   * @param copy at the same place of the file; supports {@code mark}
   */
  Chunks continuedIn(InputStream copy) {
    Chunks chunks = new Chunks(container, copy, order, bytesLeft);
    chunks.id = id;
    chunks.size = size;
    return chunks;
  }

  /** Reads the next chunk's header; false at the end of the file. */
  boolean next() throws IOException {
    byte[] header = in.readNBytes(container.headerBytes());
    bytesLeft -= header.length;

    if (header.length < container.headerBytes()) {
      return false;
    }

    ByteBuffer fields = ByteBuffer.wrap(header).order(order);
    id = MagicBytes.ascii(header, 0, ID_BYTES);
    size =
        container.sizeBytes == 4
            ? fields.getInt(container.idBytes) & 0xFFFFFFFFL
            : fields.getLong(container.idBytes);

    if (size < 0) {
      size = Long.MAX_VALUE;
    } else if (container == Container.WAVE64) {
      size = Math.max(0, size - container.headerBytes());
    }

    return true;
  }

  /** First four characters of the identifier, which say what the chunk holds. */
  String id() {
    return id;
  }

  /**
   * Number of bytes behind the chunk's header, as it states; {@code Long.MAX_VALUE} if it is
   * negative.
   */
  long size() {
    return size;
  }

  /** Number of bytes to the end of the file. */
  long bytesLeft() {
    return bytesLeft;
  }

  /**
   * Reads the start of the chunk and skips the rest.
   *
   * @param length number of bytes that are kept; the result has fewer if the chunk is shorter
   */
  ByteBuffer read(int length) throws IOException {
    ByteBuffer start = readFields((int) Math.min(length, size));
    skip(size - start.limit());
    return start;
  }

  /**
   * Reads bytes that precede the samples, also of a chunk whose size is unknown.
   *
   * @return {@code length} bytes; fewer at the end of the file
   */
  ByteBuffer readFields(int length) throws IOException {
    byte[] fields = in.readNBytes(length);
    bytesLeft -= fields.length;
    return ByteBuffer.wrap(fields).order(order);
  }

  /** Skips the chunk. */
  void skip() throws IOException {
    skip(size);
  }

  private void skip(long bytes) throws IOException {
    skipBytes(bytes);
    int padBytes = (int) (-size & container.alignment - 1);

    if (padBytes > 0 && !isPadMissing()) {
      skipBytes(padBytes);
    }
  }

  /** Skips bytes, but no more than there are. */
  void skipBytes(long bytes) throws IOException {
    long skipped = Math.max(0, Math.min(bytes, bytesLeft));
    bytesLeft -= skipped;

    try {
      in.skipNBytes(skipped);
    } catch (EOFException e) {
      bytesLeft = 0;
    }
  }

  private boolean isPadMissing() throws IOException {
    in.mark(ID_BYTES);
    byte[] following = in.readNBytes(ID_BYTES);
    in.reset();
    return following.length == ID_BYTES && KNOWN.contains(MagicBytes.ascii(following, 0, ID_BYTES));
  }
}
