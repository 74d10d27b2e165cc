package io.soundalike.audio.ogg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins the segments of one stream's pages to packets. */
final class PacketAssembler {

  /**
   * Longest packet that is kept whole; only comments with pictures are longer, which no decoder
   * needs. FLAC frames of 65,535 samples in 8 channels of 24 bits have 1.5 MiB.
   */
  static final int MAX_PACKET_BYTES = 1 << 21;

  private byte[] partial = new byte[1 << 12];
  private int size;
  private boolean within;

  /**
   * Accepts the stream's next page.
   *
   * @param follows whether no page of the stream is missing before
   * @return the packets that end on the page, each cut to {@value #MAX_PACKET_BYTES} bytes; without
   *     those whose beginning is missing
   */
  List<byte[]> accept(OggPage page, boolean follows) {
    List<byte[]> packets = new ArrayList<>();
    byte[] body = page.body();
    boolean complete = !page.isContinued() || within && follows;
    int from = 0;

    if (!page.isContinued() || !follows) {
      size = 0;
    }

    for (int i = 0; i < page.segments(); i++) {
      int bytes = page.segmentBytes(i);
      append(body, from, bytes);
      from += bytes;
      within = bytes == OggPage.FULL_SEGMENT;

      if (!within) {
        if (complete) {
          packets.add(Arrays.copyOf(partial, size));
        }

        complete = true;
        size = 0;
      }
    }

    within &= complete;
    return packets;
  }

  private void append(byte[] body, int from, int bytes) {
    int kept = Math.min(bytes, MAX_PACKET_BYTES - size);

    if (size + kept > partial.length) {
      partial = Arrays.copyOf(partial, Math.max(size + kept, 2 * partial.length));
    }

    System.arraycopy(body, from, partial, size, kept);
    size += kept;
  }
}
