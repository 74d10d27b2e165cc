package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Setup header of a Vorbis stream (Vorbis I specification, section 4.2.4), checked and rewritten so
 * that JOrbis reads it right and in bounded memory.
 *
 * <p>JOrbis reads the channel numbers of coupled channels with log2(channels) bits, rounded down,
 * which is right for powers of two only. It therefore receives the header of a stream with {@link
 * #paddedChannels} channels.
 */
final class VorbisSetup {

  /** Bound of the values in all codebooks; those of libvorbis have about 64,000. */
  private static final int MAX_CODEBOOK_VALUES = 1 << 22;

  private static final int HEADER_BITS = 7 * 8;
  private static final int CODEBOOK_PATTERN = 0x564342;
  private static final int SUBMAP_BITS = 4;

  private final VorbisHeader header;
  private final BitSet bits;
  private final int length;
  private int at = HEADER_BITS;
  private final BitSet rewritten = new BitSet();
  private int rewrittenLength;
  private int copiedTo;

  private int[] codebookEntries = new int[0];
  private int[] codebookDimensions = new int[0];
  private long codebookValues;

  private VorbisSetup(VorbisHeader header, byte[] packet) {
    this.header = header;
    this.bits = BitSet.valueOf(packet);
    this.length = 8 * packet.length;
  }

  /** Number of channels that JOrbis is to assume while it reads the rewritten header. */
  static int paddedChannels(int channels) {
    return channels == 1 ? 1 : 1 << ilog(channels - 1);
  }

  /**
   * @param packet the setup header
   * @return the header for JOrbis
   * @throws UndecodableException if the header is damaged or JOrbis cannot decode the stream
   */
  static byte[] rewrite(VorbisHeader header, byte[] packet) throws UndecodableException {
    VorbisSetup setup = new VorbisSetup(header, packet);
    setup.readCodebooks();
    setup.readTimes();
    setup.readFloors();
    setup.readResidues();
    setup.readMappings();
    setup.readModes();
    setup.copy();
    byte[] bytes = setup.rewritten.toByteArray();
    return Arrays.copyOf(bytes, (setup.rewrittenLength + 7) / 8);
  }

  private void readCodebooks() throws UndecodableException {
    int count = read(8) + 1;
    codebookEntries = new int[count];
    codebookDimensions = new int[count];

    for (int i = 0; i < count; i++) {
      check(read(24) == CODEBOOK_PATTERN);
      int dimensions = read(16);
      int entries = read(24);
      codebookDimensions[i] = dimensions;
      codebookEntries[i] = entries;
      codebookValues += (long) entries * Math.max(1, dimensions);
      check(codebookValues <= MAX_CODEBOOK_VALUES);
      readCodewordLengths(entries);
      readValues(entries, dimensions);
    }
  }

  private void readCodewordLengths(int entries) throws UndecodableException {
    if (read(1) != 0) {
      skip(5);

      for (int entry = 0; entry < entries; ) {
        entry += read(ilog(entries - entry));
        check(entry <= entries);
      }

      return;
    }

    boolean sparse = read(1) != 0;

    for (int i = 0; i < entries; i++) {
      if (!sparse || read(1) != 0) {
        skip(5);
      }
    }
  }

  private void readValues(int entries, int dimensions) throws UndecodableException {
    int type = read(4);
    check(type <= 2 && (type == 0 || dimensions > 0 && entries > 0));

    if (type > 0) {
      skip(64);
      int valueBits = read(4) + 1;
      skip(1);
      long values = type == 1 ? root(entries, dimensions) : (long) entries * dimensions;
      skip(values * valueBits);
    }
  }

  /** The largest integer whose power is not above a value. */
  private static int root(int value, int exponent) {
    int root = (int) Math.floor(Math.pow(value, 1.0 / exponent));
    return Math.pow(root + 1, exponent) <= value ? root + 1 : root;
  }

  private void readTimes() throws UndecodableException {
    int count = read(6) + 1;

    for (int i = 0; i < count; i++) {
      check(read(16) == 0);
    }
  }

  private void readFloors() throws UndecodableException {
    int count = read(6) + 1;

    for (int i = 0; i < count; i++) {
      int type = read(16);
      check(type <= 1);

      if (type == 0) {
        skip(8 + 16 + 16 + 6 + 8);
        skip(8L * (read(4) + 1));
      } else {
        readFloor1();
      }
    }
  }

  private void readFloor1() throws UndecodableException {
    int[] partitionClasses = new int[read(5)];
    int classes = 0;

    for (int i = 0; i < partitionClasses.length; i++) {
      partitionClasses[i] = read(4);
      classes = Math.max(classes, partitionClasses[i] + 1);
    }

    int[] dimensions = new int[classes];

    for (int i = 0; i < classes; i++) {
      dimensions[i] = read(3) + 1;
      int subclassBits = read(2);
      skip(subclassBits == 0 ? 0 : 8);
      skip(8L << subclassBits);
    }

    skip(2);
    int rangeBits = read(4);

    for (int partitionClass : partitionClasses) {
      skip((long) dimensions[partitionClass] * rangeBits);
    }
  }

  private void readResidues() throws UndecodableException {
    int count = read(6) + 1;

    for (int i = 0; i < count; i++) {
      int type = read(16);
      check(type <= 2);
      int begin = read(24);
      int end = read(24);
      int vectors = type == 2 ? header.channels() : 1;
      check(begin <= end && end <= header.longBlock() / 2 * vectors);
      skip(24);
      int classifications = read(6) + 1;
      int book = read(8);
      check(book < codebookEntries.length);
      // The codebook has an entry for each combination of classifications.
      check(
          Math.pow(classifications, Math.max(1, codebookDimensions[book]))
              <= codebookEntries[book]);
      int books = 0;

      for (int c = 0; c < classifications; c++) {
        books += Integer.bitCount(read(3));
        books += read(1) == 0 ? 0 : Integer.bitCount(read(5));
      }

      skip(8L * books);
    }
  }

  private void readMappings() throws UndecodableException {
    int count = read(6) + 1;

    for (int i = 0; i < count; i++) {
      check(read(16) == 0);
      int submaps = read(1) == 0 ? 1 : read(4) + 1;
      readCouplings();
      check(read(2) == 0);

      if (submaps > 1) {
        skip((long) SUBMAP_BITS * header.channels());
        copy();
        rewrittenLength += SUBMAP_BITS * (paddedChannels(header.channels()) - header.channels());
      }

      skip(3L * 8 * submaps);
    }
  }

  private void readCouplings() throws UndecodableException {
    int steps = read(1) == 0 ? 0 : read(8) + 1;
    int channelBits = ilog(header.channels() - 1);

    for (int step = 0; step < steps; step++) {
      int magnitude = read(channelBits);
      int angle = read(channelBits);
      check(magnitude != angle && magnitude < header.channels() && angle < header.channels());
    }
  }

  private void readModes() throws UndecodableException {
    int modes = read(6) + 1;

    if (Integer.bitCount(modes) != 1) {
      // JOrbis reads the number of a mode with log2(modes) bits, rounded down.
      throw new UndecodableException(
          AudioFault.UNSUPPORTED, "Vorbis with " + modes + " modes; supported are 1, 2, 4, ...");
    }

    skip(modes * (1L + 16 + 16 + 8));
    check(read(1) == 1);
  }

  /** Copies what was read since the last call. */
  private void copy() {
    for (int bit = bits.nextSetBit(copiedTo);
        bit >= 0 && bit < at;
        bit = bits.nextSetBit(bit + 1)) {
      rewritten.set(rewrittenLength + bit - copiedTo);
    }

    rewrittenLength += at - copiedTo;
    copiedTo = at;
  }

  private int read(int count) throws UndecodableException {
    int from = at;
    skip(count);
    int value = 0;

    for (int i = count - 1; i >= 0; i--) {
      value = value << 1 | (bits.get(from + i) ? 1 : 0);
    }

    return value;
  }

  private void skip(long count) throws UndecodableException {
    check(count <= length - at);
    at += (int) count;
  }

  private static void check(boolean valid) throws UndecodableException {
    if (!valid) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Vorbis setup header is damaged");
    }
  }

  /** Number of bits that a value needs. */
  private static int ilog(int value) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(value);
  }
}
