package io.soundalike.audio.mp4;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import io.soundalike.math.IntList;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tables of a track that is not fragmented: sizes of packets, packets of chunks and
 * offsets of chunks.
 *
 * <p>References: ISO/IEC 14496-12, sample table box
 */
final class SampleTables {

  /** More packets than 24 hours of AAC at 44,100 Hz have. */
  private static final int MAX_ENTRIES = 1 << 22;

  /** Behind version and flags; the tables of sizes have the size of all packets there. */
  private static final int COUNT_OFFSET = 4;

  private static final int SIZE_OFFSET = 4;
  private static final int COUNT_OF_SIZES_OFFSET = 8;

  private static final int COUNT_BYTES = 4;
  private static final int CHUNK_RUN_BYTES = 12;

  private final BoxReader reader;
  private final Box sampleTable;

  /**
   * @param sampleTable the track's box {@code stbl}
   */
  SampleTables(BoxReader reader, Box sampleTable) {
    this.reader = reader;
    this.sampleTable = sampleTable;
  }

  /** Entries of a table. */
  private record Entries(ByteBuffer bytes, int count) {

    /** A number of 32 bits, by its index in the table. */
    long unsigned(int index) {
      return bytes.getInt(4 * index) & 0xFFFFFFFFL;
    }
  }

  /** The packets in the order of their decoding; none if a table is missing. */
  PacketTable read() throws IOException, UndecodableException {
    Box sizeBox = reader.find(sampleTable, "stsz");
    int packetBytes = sizeBox == null ? 0 : reader.readInt(sizeBox, SIZE_OFFSET);

    if (sizeBox != null && packetBytes > 0) {
      long count = reader.readInt(sizeBox, COUNT_OF_SIZES_OFFSET) & 0xFFFFFFFFL;
      return placePackets(count, packetBytes, new IntList());
    }

    IntList sizes = sizeBox == null ? compactSizes() : sizes(sizeBox);
    return placePackets(sizes.size(), 0, sizes);
  }

  /**
   * Distributes the packets to the chunks.
   *
   * @param count number of packets
   * @param packetBytes size of all packets; 0 if {@code sizes} has one for each
   */
  private PacketTable placePackets(long count, int packetBytes, IntList sizes)
      throws IOException, UndecodableException {
    PacketTable packets = new PacketTable();
    long[] chunks = chunkOffsets();
    Entries chunkRuns =
        entries(reader.find(sampleTable, "stsc"), COUNT_OFFSET, 8 * CHUNK_RUN_BYTES);
    int run = 0;

    for (int i = 0; i < chunks.length && chunkRuns.count() > 0; i++) {
      // Chunks are numbered from 1; a run lasts until the first chunk of the next one.
      while (run + 1 < chunkRuns.count() && chunkRuns.unsigned(3 * (run + 1)) <= i + 1) {
        run++;
      }

      long placed = packets.packets();
      long added = Math.min(count - placed, chunkRuns.unsigned(3 * run + 1));

      if (packetBytes > 0) {
        packets.add(chunks[i], added, packetBytes);
      } else {
        packets.add(chunks[i], sizes, (int) placed, (int) added);
      }
    }

    return packets;
  }

  private long[] chunkOffsets() throws IOException, UndecodableException {
    Box longBox = reader.find(sampleTable, "co64");
    Entries entries =
        longBox == null
            ? entries(reader.find(sampleTable, "stco"), COUNT_OFFSET, 32)
            : entries(longBox, COUNT_OFFSET, 64);
    long[] offsets = new long[entries.count()];

    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = longBox == null ? entries.unsigned(i) : entries.bytes().getLong(8 * i);
    }

    return offsets;
  }

  private IntList sizes(Box box) throws IOException, UndecodableException {
    Entries entries = entries(box, COUNT_OF_SIZES_OFFSET, 32);
    IntList sizes = new IntList();

    for (int i = 0; i < entries.count(); i++) {
      sizes.add(entries.bytes().getInt(4 * i));
    }

    return sizes;
  }

  /** Sizes of 4, 8 or 16 bits. */
  private IntList compactSizes() throws IOException, UndecodableException {
    IntList sizes = new IntList();
    Box box = reader.find(sampleTable, "stz2");
    int bits = box == null ? 0 : reader.readInt(box, SIZE_OFFSET) & 0xFF;

    if (bits != 4 && bits != 8 && bits != 16) {
      return sizes;
    }

    Entries entries = entries(box, COUNT_OF_SIZES_OFFSET, bits);

    for (int i = 0; i < entries.count(); i++) {
      sizes.add(
          switch (bits) {
            case 4 -> entries.bytes().get(i / 2) >> 4 * (1 - i % 2) & 0xF;
            case 8 -> entries.bytes().get(i) & 0xFF;
            default -> entries.bytes().getShort(2 * i) & 0xFFFF;
          });
    }

    return sizes;
  }

  /**
   * Reads a table; as many entries as the box has bytes for.
   *
   * @param countOffset offset of the number of entries, which stands before them
   * @param entryBits bits of an entry
   */
  private Entries entries(@Nullable Box box, int countOffset, int entryBits)
      throws IOException, UndecodableException {
    if (box == null) {
      return new Entries(ByteBuffer.allocate(0), 0);
    }

    long stated = reader.readInt(box, countOffset) & 0xFFFFFFFFL;
    Box table = box.from(countOffset + COUNT_BYTES);
    long count = Math.min(stated, table.size() * 8 / entryBits);

    if (count > MAX_ENTRIES) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          "an MP4 table of "
              + count
              + " entries is too long, at most "
              + MAX_ENTRIES
              + " are read");
    }

    ByteBuffer bytes = reader.read(table, (int) ((count * entryBits + 7) / 8));
    return new Entries(bytes, (int) Math.min(count, bytes.limit() * 8L / entryBits));
  }
}
