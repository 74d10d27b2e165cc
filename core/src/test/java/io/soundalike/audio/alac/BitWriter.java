package io.soundalike.audio.alac;

import java.util.BitSet;

/** Writes bits of a packet, the most significant bit of each byte first. */
public final class BitWriter {

  private final BitSet bits = new BitSet();
  private int size;

  /** Appends the lowest bits of a number. */
  public BitWriter write(int count, int value) {
    for (int i = count - 1; i >= 0; i--) {
      bits.set(size++, (value >>> i & 1) == 1);
    }

    return this;
  }

  /** The bits, filled up with zeros to whole bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[(size + 7) / 8];

    for (int i = 0; i < size; i++) {
      bytes[i / 8] |= (byte) (bits.get(i) ? 0x80 >> i % 8 : 0);
    }

    return bytes;
  }
}
