package io.soundalike.audio.mp4;

import io.soundalike.audio.UndecodableException;
import io.soundalike.math.IntList;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the packets of a track from the fragments of a file.
 *
 * <p>References: ISO/IEC 14496-12, movie fragment box
 */
final class Fragments {

  private static final int BASE_OFFSET_PRESENT = 0x1;
  private static final int DESCRIPTION_PRESENT = 0x2;
  private static final int DEFAULT_DURATION_PRESENT = 0x8;
  private static final int DEFAULT_SIZE_PRESENT = 0x10;
  private static final int BASE_IS_FRAGMENT = 0x20000;

  private static final int DATA_OFFSET_PRESENT = 0x1;
  private static final int FIRST_FLAGS_PRESENT = 0x4;
  private static final int DURATION_PRESENT = 0x100;
  private static final int SIZE_PRESENT = 0x200;
  private static final int FLAGS_PRESENT = 0x400;
  private static final int TIME_OFFSET_PRESENT = 0x800;

  private static final int FLAGS_MASK = 0xFFFFFF;
  private static final int MAX_HEADER_BYTES = 64;

  /** Offsets in the box of a track's defaults. */
  private static final int TRACK_OFFSET = 4;

  private static final int DEFAULT_SIZE_OFFSET = 16;

  private final BoxReader reader;
  private final int track;
  private final int sizeOfFile;
  private final PacketTable packets;

  /** Offset behind the last run of packets. */
  private long runEnd;

  private Fragments(BoxReader reader, int track, int sizeOfFile, PacketTable packets) {
    this.reader = reader;
    this.track = track;
    this.sizeOfFile = sizeOfFile;
    this.packets = packets;
  }

  /**
   * Appends the packets of all fragments.
   *
   * @param movie the box {@code moov}
   * @param track number of the track
   * @param packets receives the packets
   */
  static void read(BoxReader reader, Box movie, int track, PacketTable packets)
      throws IOException, UndecodableException {
    Box extension = reader.find(movie, "mvex");

    if (extension == null) {
      return;
    }

    int size = defaultSize(reader, extension, track);
    Fragments fragments = new Fragments(reader, track, size, packets);

    for (Box box : reader.topLevel()) {
      if (box.type().equals("moof")) {
        fragments.addFragment(box);
      }
    }
  }

  /** The size of packets that fragments do not state; 0 if the file states none either. */
  private static int defaultSize(BoxReader reader, Box extension, int track)
      throws IOException, UndecodableException {
    for (Box box : reader.children(extension)) {
      if (box.type().equals("trex") && reader.readInt(box, TRACK_OFFSET) == track) {
        return reader.readInt(box, DEFAULT_SIZE_OFFSET);
      }
    }

    return 0;
  }

  private void addFragment(Box fragment) throws IOException, UndecodableException {
    runEnd = fragment.start();

    for (Box box : reader.children(fragment)) {
      if (box.type().equals("traf")) {
        addTrackFragment(fragment, box);
      }
    }
  }

  private void addTrackFragment(Box fragment, Box trackFragment)
      throws IOException, UndecodableException {
    Box header = reader.find(trackFragment, "tfhd");
    ByteBuffer bytes = header == null ? ByteBuffer.allocate(0) : readPadded(header);

    if (bytes.remaining() == 0) {
      return;
    }

    int flags = bytes.getInt() & FLAGS_MASK;
    boolean isOfTrack = bytes.getInt() == track;
    long base = runEnd;

    if ((flags & BASE_OFFSET_PRESENT) != 0) {
      base = bytes.getLong();
    } else if ((flags & BASE_IS_FRAGMENT) != 0) {
      base = fragment.start();
    }

    skip(bytes, flags, DESCRIPTION_PRESENT);
    skip(bytes, flags, DEFAULT_DURATION_PRESENT);
    int defaultSize = (flags & DEFAULT_SIZE_PRESENT) != 0 ? bytes.getInt() : sizeOfFile;
    runEnd = base;

    for (Box box : reader.children(trackFragment)) {
      if (box.type().equals("trun")) {
        addRun(box, base, defaultSize, isOfTrack);
      }
    }
  }

  private void addRun(Box run, long base, int defaultSize, boolean isOfTrack) throws IOException {
    ByteBuffer bytes = readPadded(run);
    int flags = bytes.getInt() & FLAGS_MASK;
    long count = bytes.getInt() & 0xFFFFFFFFL;
    long offset = (flags & DATA_OFFSET_PRESENT) != 0 ? base + bytes.getInt() : runEnd;
    skip(bytes, flags, FIRST_FLAGS_PRESENT);
    int position = bytes.position();

    if ((flags & SIZE_PRESENT) == 0) {
      runEnd = offset + count * Math.max(0, defaultSize);

      if (isOfTrack && defaultSize > 0) {
        packets.add(offset, count, defaultSize);
      }

      return;
    }

    IntList sizes = readSizes(run.from(position), flags, count);
    runEnd = offset;

    for (int i = 0; i < sizes.size(); i++) {
      runEnd += sizes.get(i);
    }

    if (isOfTrack) {
      packets.add(offset, sizes, 0, sizes.size());
    }
  }

  private IntList readSizes(Box entries, int flags, long count) throws IOException {
    int sizeAt = (flags & DURATION_PRESENT) != 0 ? 4 : 0;
    int entryBytes = sizeAt + 4;
    entryBytes += (flags & FLAGS_PRESENT) != 0 ? 4 : 0;
    entryBytes += (flags & TIME_OFFSET_PRESENT) != 0 ? 4 : 0;
    long bytesUsed = Math.min(Integer.MAX_VALUE / 2, count * entryBytes);
    ByteBuffer bytes = reader.read(entries, (int) bytesUsed);
    IntList sizes = new IntList();

    for (int at = 0; at + entryBytes <= bytes.limit(); at += entryBytes) {
      sizes.add(bytes.getInt(at + sizeAt));
    }

    return sizes;
  }

  /** The first bytes of a box, followed by zeros if it is shorter. */
  private ByteBuffer readPadded(Box box) throws IOException {
    return ByteBuffer.allocate(MAX_HEADER_BYTES).put(reader.read(box, MAX_HEADER_BYTES)).clear();
  }

  private static void skip(ByteBuffer bytes, int flags, int flag) {
    if ((flags & flag) != 0) {
      bytes.getInt();
    }
  }
}
