package io.soundalike.audio.mp4;

import io.soundalike.math.IntList;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the packets of a track are, as runs of adjacent packets, and a cursor that goes through
 * them. Memory is proportional to the tables in the file, not to the numbers that they state.
 */
final class PacketTable {

  /**
   * Adjacent packets.
   *
   * @param offset offset of the first one in the file, in bytes
   * @param count number of packets
   * @param packetBytes size of each; 0 if {@link #sizes} has one for each
   */
  private record Run(long offset, long count, int packetBytes) {}

  private final List<Run> runs = new ArrayList<>();
  private final IntList sizes = new IntList();
  private long packets;

  private int nextRun;
  private int nextSize;
  private Run run = new Run(0, 0, 0);
  private long packetsOfRun;
  private long offset;
  private int size;

  /**
   * Appends packets of one size.
   *
   * @param from offset of the first one in the file
   * @param packetBytes size of each, more than 0
   */
  void add(long from, long count, int packetBytes) {
    runs.add(new Run(from, count, packetBytes));
    packets += count;
  }

  /**
   * Appends packets of different sizes.
   *
   * @param from offset of the first one in the file
   * @param packetBytes sizes, of which those from {@code first} on are used
   */
  void add(long from, IntList packetBytes, int first, int count) {
    runs.add(new Run(from, count, 0));
    packets += count;

    for (int i = 0; i < count; i++) {
      sizes.add(packetBytes.get(first + i));
    }
  }

  /** Number of packets. */
  long packets() {
    return packets;
  }

  /** Advances to the next packet; false behind the last one. */
  boolean next() {
    offset += size;

    while (packetsOfRun == run.count()) {
      if (nextRun == runs.size()) {
        return false;
      }

      run = runs.get(nextRun++);
      packetsOfRun = 0;
      offset = run.offset();
    }

    packetsOfRun++;
    size = run.packetBytes() > 0 ? run.packetBytes() : sizes.get(nextSize++);
    return true;
  }

  /** Offset of the packet in the file, in bytes. */
  long offset() {
    return offset;
  }

  /** Number of bytes of the packet; not positive if the file states nonsense. */
  int size() {
    return size;
  }
}
