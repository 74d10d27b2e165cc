package io.soundalike.audio.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.Decoding;
import io.soundalike.audio.SourceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AacInMp4Test {

  private static final String[] SHORT = {
    "audio.min-seconds=0.1",
    "features.hop-length=64",
    "model.patch-columns=8",
    "audio.max-damaged-fraction=0.01"
  };

  private static final int ADTS_HEADER_BYTES = 7;

  /** AAC-LC, 44,100 Hz, two channels. */
  private static final int[] LOW_COMPLEXITY = {0x12, 0x10};

  /** HE-AAC: object type 5. */
  private static final int[] HIGH_EFFICIENCY = {0x2A, 0x10};

  @Test
  void aTrackHasTheSamplesOfTheSamePacketsInAdts() throws IOException {
    byte[] adts = adts();
    Decoding expected = Decoding.decode(adts, SHORT);
    Decoding track = Decoding.decode(mp4(LOW_COMPLEXITY).build(), SHORT);

    assertThat(track.source())
        .isEqualTo(new SourceInfo("MP4 AAC", 44100, 2, expected.source().samples()));
    assertThat(track.samples()).containsExactly(expected.samples(), within(0f));
  }

  @Test
  void anEditListTakesOffTheDelay() throws IOException {
    long all = Decoding.decode(adts(), SHORT).source().samples();
    int delay = 1024 * 8000 / 44100;
    Decoding track = Decoding.decode(mp4(LOW_COMPLEXITY).edits(0, delay).build(), SHORT);

    assertThat((double) track.source().samples()).isCloseTo(all - 1024, within(6.0));
  }

  @Test
  void highEfficiencyIsNamed() throws IOException {
    var fault = Decoding.decode(mp4(HIGH_EFFICIENCY).build(), SHORT).fault();

    assertThat(fault.fault()).isEqualTo(AudioFault.UNSUPPORTED);
    assertThat(fault.detail()).contains("HE-AAC").contains("is not supported");
  }

  @Test
  void aPacketThatIsDamagedIsLost() throws IOException {
    List<byte[]> packets = packets(adts());
    packets.set(4, Arrays.copyOf(packets.get(4), 9));
    Decoding track = Decoding.decode(mp4(packets, LOW_COMPLEXITY).build(), SHORT);

    assertThat(track.fault().fault()).isEqualTo(AudioFault.DAMAGED);
    assertThat(track.fault().detail())
        .startsWith(Math.round(100.0 / packets.size()) + " % of the file cannot be decoded");
  }

  private static Mp4Builder mp4(int[] config) throws IOException {
    return mp4(packets(adts()), config);
  }

  private static Mp4Builder mp4(List<byte[]> packets, int[] config) {
    byte[] descriptor = Mp4Builder.streamDescriptor(0x40, config[0], config[1]);
    return Mp4Builder.ofPackets(packets)
        .sampleEntry(Mp4Builder.box("mp4a", Mp4Builder.soundFields(0), descriptor));
  }

  private static List<byte[]> packets(byte[] adts) {
    List<byte[]> packets = new ArrayList<>();

    for (int at = 0; at < adts.length; ) {
      int length =
          (adts[at + 3] & 3) << 11 | (adts[at + 4] & 0xFF) << 3 | (adts[at + 5] & 0xFF) >> 5;
      packets.add(Arrays.copyOfRange(adts, at + ADTS_HEADER_BYTES, at + length));
      at += length;
    }

    return packets;
  }

  private static byte[] adts() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AacInMp4Test.class.getResourceAsStream("/golden/aac_stereo.aac"))) {
      return in.readAllBytes();
    }
  }
}
