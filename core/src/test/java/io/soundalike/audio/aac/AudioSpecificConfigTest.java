package io.soundalike.audio.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioSpecificConfigTest {

  @ParameterizedTest
  @CsvSource({
    "3, 48000, 1, 1",
    "4, 44100, 2, 2",
    "5, 32000, 3, 3",
    "0, 96000, 4, 4",
    "6, 24000, 5, 5",
    "11, 8000, 6, 6",
    "12, 7350, 7, 8"
  })
  void rateAndChannelsAreRead(int rateIndex, int rateHz, int configuration, int channels)
      throws UndecodableException {
    AudioSpecificConfig config =
        parse(new AacBits().put(2, 5).put(rateIndex, 4).put(configuration, 4).put(0, 3));

    assertThat(config.sampleRateHz()).isEqualTo(rateHz);
    assertThat(config.layout().channels()).isEqualTo(channels);
    assertThat(config.bands().frameSamples()).isEqualTo(1024);
  }

  @ParameterizedTest
  @CsvSource({"50000, 49", "37800, 49", "30000, 51", "5000, 40", "100000, 41"})
  void explicitRatesUseTheTablesOfANearRate(int rateHz, int bands) throws UndecodableException {
    AudioSpecificConfig config =
        parse(new AacBits().put(2, 5).put(15, 4).put(rateHz, 24).put(1, 4).put(0, 3));

    assertThat(config.sampleRateHz()).isEqualTo(rateHz);
    assertThat(config.bands().bounds(false)).hasSize(bands + 1);
  }

  @Test
  void aProgramConfigurationListsTheChannels() throws Exception {
    // Front: single 0, pair 0, pair 1; back: pair 2; one low frequency channel with tag 3.
    AacBits bits = new AacBits().put(2, 5).put(4, 4).put(0, 4).put(0, 3).put(0, 4).put(1, 2);
    bits.put(4, 4).put(3, 4).put(0, 4).put(1, 4).put(1, 2).put(0, 3).put(0, 4).put(0, 3);
    bits.put(0, 5).put(16, 5).put(17, 5).put(18, 5).put(3, 4);
    AudioSpecificConfig config = parse(bits.put(0, 7).put(0, 16));
    ChannelLayout layout = config.layout();
    boolean[] used = new boolean[layout.size()];

    assertThat(layout.channels()).isEqualTo(8);
    assertThat(layout.find(ElementType.CHANNEL_PAIR, 1, used)).isZero();
    assertThat(layout.find(ElementType.SINGLE_CHANNEL, 0, used)).isEqualTo(2);
    assertThat(layout.find(ElementType.LOW_FREQUENCY, 3, used)).isEqualTo(3);
    assertThat(layout.find(ElementType.CHANNEL_PAIR, 2, used)).isEqualTo(4);
    assertThat(layout.find(ElementType.CHANNEL_PAIR, 0, used)).isEqualTo(6);
    assertThatThrownBy(() -> layout.find(ElementType.CHANNEL_PAIR, 3, used))
        .hasMessageContaining("more channels");
  }

  @ParameterizedTest
  @CsvSource({
    "1, AAC Main; supported is AAC-LC",
    "3, AAC SSR; supported is AAC-LC",
    "4, AAC LTP; supported is AAC-LC",
    "5, HE-AAC (spectral band replication) is not supported",
    "29, HE-AAC (spectral band replication) is not supported",
    "23, AAC-LD; supported is AAC-LC",
    "30, MPEG-4 audio of object type 30; supported is AAC-LC"
  })
  void otherObjectTypesAreNamed(int type, String detail) {
    assertFault(
        new AacBits().put(type, 5).put(4, 4).put(2, 4).put(0, 24), AudioFault.UNSUPPORTED, detail);
  }

  @Test
  void escapedObjectTypesAreNamed() {
    assertFault(
        new AacBits().put(31, 5).put(42 - 32, 6).put(0, 32),
        AudioFault.UNSUPPORTED,
        "xHE-AAC; supported is AAC-LC");
  }

  @Test
  void bandReplicationMayBeAnnouncedBehindTheConfiguration() throws UndecodableException {
    AacBits present = new AacBits().put(2, 5).put(7, 4).put(2, 4).put(0, 3).put(0x2B7, 11);
    AacBits absent = new AacBits().put(2, 5).put(7, 4).put(2, 4).put(0, 3).put(0x2B7, 11);

    assertFault(
        present.put(5, 5).put(1, 1).put(4, 4),
        AudioFault.UNSUPPORTED,
        "HE-AAC (spectral band replication) is not supported");
    assertThat(parse(absent.put(5, 5).put(0, 1)).sampleRateHz()).isEqualTo(22050);
  }

  @Test
  void invalidConfigurationsAreFaults() {
    String invalid = "the configuration of AAC is invalid: ";
    AacBits noChannels = new AacBits().put(2, 5).put(4, 4).put(0, 4).put(0, 3).put(0, 10);

    assertFault(new AacBits(), AudioFault.DAMAGED, invalid + "an AAC packet ends too early");
    assertFault(
        new AacBits().put(2, 5).put(13, 4).put(0, 20),
        AudioFault.DAMAGED,
        invalid + "the index of the sample rate is 13");
    assertFault(
        noChannels.put(0, 64),
        AudioFault.DAMAGED,
        invalid + "a program configuration of AAC has no channels");
    assertFault(
        new AacBits().put(2, 5).put(4, 4).put(11, 4).put(0, 3),
        AudioFault.UNSUPPORTED,
        "AAC of channel configuration 11; supported are 0 to 7");
  }

  private static AudioSpecificConfig parse(AacBits bits) throws UndecodableException {
    return AudioSpecificConfig.parse(bits.toBytes());
  }

  private static void assertFault(AacBits bits, AudioFault fault, String detail) {
    assertThatThrownBy(() -> parse(bits))
        .isInstanceOf(UndecodableException.class)
        .hasMessage(detail)
        .extracting(e -> ((UndecodableException) e).fault())
        .isEqualTo(fault);
  }
}
