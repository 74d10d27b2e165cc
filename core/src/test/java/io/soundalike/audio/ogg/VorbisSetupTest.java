package io.soundalike.audio.ogg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.Bytes;
import io.soundalike.audio.UndecodableException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class VorbisSetupTest {

  /** Writes values, the lowest bit first. */
  private static final class Bits {

    private final BitSet bits = BitSet.valueOf(Bytes.ascii("\u0005vorbis"));
    private int length = 56;

    Bits write(long value, int count) {
      for (int i = 0; i < count; i++) {
        bits.set(length++, (value >> i & 1) != 0);
      }

      return this;
    }

    byte[] bytes() {
      return Arrays.copyOf(bits.toByteArray(), (length + 7) / 8);
    }
  }

  /** Setup with one codebook of two entries, up to its mappings. */
  private static Bits beforeMappings(int classifications) {
    Bits bits = new Bits().write(0, 8).write(0x564342, 24).write(1, 16).write(2, 24);
    bits.write(0, 1).write(0, 1).write(0, 5).write(0, 5).write(0, 4);
    bits.write(0, 6).write(0, 16);
    bits.write(0, 6).write(1, 16).write(0, 5).write(0, 2).write(6, 4);
    bits.write(0, 6).write(2, 16).write(0, 24).write(64, 24).write(15, 24);
    bits.write(classifications - 1, 6).write(0, 8);

    for (int i = 0; i < classifications; i++) {
      bits.write(0, 3).write(0, 1);
    }

    return bits;
  }

  private static Bits mapping(int channels, int padding) {
    Bits bits = beforeMappings(1).write(0, 6).write(0, 16).write(1, 1).write(1, 4);
    bits.write(1, 1).write(0, 8).write(0, 3).write(2, 3).write(0, 2);
    bits.write(0x101010, 4 * channels).write(0, 4 * padding);
    return bits.write(0, 24).write(0, 24);
  }

  private static Bits modes(Bits bits, int modes) {
    bits.write(modes - 1, 6);

    for (int i = 0; i < modes; i++) {
      bits.write(0, 1).write(0, 16).write(0, 16).write(0, 8);
    }

    return bits.write(1, 1);
  }

  @Test
  void channelsArePaddedToAPowerOfTwo() throws UndecodableException {
    byte[] padded = VorbisSetup.rewrite(new VorbisHeader(6, 256), modes(mapping(6, 0), 2).bytes());

    assertThat(padded).isEqualTo(modes(mapping(6, 2), 2).bytes());
    assertThat(List.of(1, 2, 3, 4, 5, 6, 8, 9))
        .extracting(VorbisSetup::paddedChannels)
        .containsExactly(1, 2, 4, 4, 8, 8, 8, 16);
  }

  @Test
  void aHeaderThatEndsEarlyIsDamaged() {
    byte[] setup = modes(mapping(6, 0), 1).bytes();

    for (int length = 0; length < setup.length; length++) {
      assertDamaged(6, Arrays.copyOf(setup, length));
    }
  }

  @Test
  void valuesThatWouldTakeUnboundedMemoryAreDamaged() {
    Bits orderedCodebook = new Bits().write(0, 8).write(0x564342, 24).write(9000, 16);
    assertDamaged(2, orderedCodebook.write(0xFFFFFF, 24).write(1, 1).write(0, 200).bytes());
    // Three classifications have no codeword each in a codebook of two.
    assertDamaged(2, modes(beforeMappings(3).write(0, 6).write(0, 16).write(0, 52), 1).bytes());
  }

  @Test
  void channelsThatDoNotExistAreDamaged() {
    Bits bits = beforeMappings(1).write(0, 6).write(0, 16).write(0, 1);
    bits.write(1, 1).write(0, 8).write(0, 3).write(6, 3).write(0, 2).write(0, 24);
    assertDamaged(6, modes(bits, 1).bytes());
  }

  @Test
  void threeModesAreUnsupported() {
    byte[] setup = modes(mapping(6, 0), 3).bytes();

    assertThatThrownBy(() -> VorbisSetup.rewrite(new VorbisHeader(6, 256), setup))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("Vorbis with 3 modes; supported are 1, 2, 4, ...");
  }

  private static void assertDamaged(int channels, byte[] setup) {
    assertThatThrownBy(() -> VorbisSetup.rewrite(new VorbisHeader(channels, 256), setup))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("the Vorbis setup header is damaged");
  }
}
