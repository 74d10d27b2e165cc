package io.soundalike.audio.ogg;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The native FLAC stream in an Ogg stream: the STREAMINFO block and all frames, without the other
 * metadata.
 *
 * <p>References: RFC 9639 (FLAC), section 10.1
 */
final class FlacPackets extends InputStream {

  /** Bytes of the first packet before {@code "fLaC"}: identifier, version, number of packets. */
  private static final int PREFIX_BYTES = 9;

  /** Offset of the STREAMINFO block behind {@code "fLaC"}. */
  private static final int BLOCK_OFFSET = 4;

  private static final int STREAM_BYTES = BLOCK_OFFSET + 4 + 34;
  private static final byte LAST_BLOCK = (byte) 0x80;

  /** First byte of each frame and of no metadata block. */
  private static final byte FRAME_SYNC = (byte) 0xFF;

  private final OggLink link;
  private byte[] packet = new byte[0];
  private int at;
  private boolean started;

  FlacPackets(OggLink link) {
    this.link = link;
  }

  @Override
  public int read() throws IOException {
    return fill() ? packet[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }

    if (!fill()) {
      return -1;
    }

    int count = Math.min(length, packet.length - at);
    System.arraycopy(packet, at, target, offset, count);
    at += count;
    return count;
  }

  /** Ensures that the packet has bytes; false at the end of the stream. */
  private boolean fill() throws IOException {
    while (at == packet.length) {
      byte[] next = link.nextPacket();

      if (next == null) {
        return false;
      }

      packet = started ? frame(next) : header(next);
      started = true;
      at = 0;
    }

    return true;
  }

  private static byte[] header(byte[] first) {
    byte[] header = Arrays.copyOfRange(first, Math.min(PREFIX_BYTES, first.length), first.length);

    if (header.length == STREAM_BYTES) {
      header[BLOCK_OFFSET] |= LAST_BLOCK;
    }

    return header;
  }

  private static byte[] frame(byte[] packet) {
    return packet.length > 0 && packet[0] == FRAME_SYNC ? packet : new byte[0];
  }
}
