package io.soundalike.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BitReaderTest {

  private final BitReader in = new BitReader("AAC", 1 << 16);

  @Test
  void bitsAreReadAcrossBytes() throws IOException {
    in.start(new byte[] {0, (byte) 0b1010_0101, (byte) 0xFF, 0x12, 0x34, 0x56, 0x78}, 1, 6);

    assertThat(in.readFlag()).isTrue();
    assertThat(in.peek(3)).isEqualTo(0b010);
    assertThat(in.read(10)).isEqualTo(0b010_0101_111);
    assertThat(in.position()).isEqualTo(11);
    in.alignToByte();
    assertThat(in.read(32)).isEqualTo(0x12345678);
    assertThat(in.remaining()).isZero();
  }

  @Test
  void zerosFollowTheEndAndNoBitsAreZero() throws IOException {
    in.start(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1}, 0, 8);
    in.start(new byte[] {(byte) 0x81, -1}, 0, 1);

    assertThat(in.peek(0)).isZero();
    assertThat(in.read(0)).isZero();
    assertThat(in.peek(32)).isEqualTo(0x81000000);
    assertThat(in.readSigned(8)).isEqualTo(-127);
    in.seek(4);
    assertThat(in.readSigned(4)).isEqualTo(1);
  }

  @Test
  void theEndIsNotPassed() throws IOException {
    in.start(new byte[] {1, 2}, 0, 2);
    in.skip(9);

    assertThatThrownBy(() -> in.read(8)).isInstanceOf(EOFException.class);
    assertThat(in.remaining()).isZero();
    assertThatThrownBy(() -> in.skip(1 << 20)).isInstanceOf(EOFException.class);
  }

  @Test
  void aPacketMayBeLongerThanTheOneBefore() throws IOException {
    in.start(new byte[] {1}, 0, 1);
    byte[] longPacket = new byte[60_000];
    longPacket[59_999] = 7;
    in.start(longPacket, 0, longPacket.length);
    in.skip(8 * 59_999);

    assertThat(in.read(8)).isEqualTo(7);
    assertThatThrownBy(() -> in.start(new byte[1 << 17], 0, 1 << 17))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("131072 bytes");
  }
}
