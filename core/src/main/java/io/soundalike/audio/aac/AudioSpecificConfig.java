package io.soundalike.audio.aac;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.BitReader;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * What a decoder needs to know before the first packet.
 *
 * <p>Reference: ISO/IEC 14496-3, 1.6.2.1 ({@code AudioSpecificConfig}), 4.4.1 ({@code
 * GASpecificConfig})
 *
 * @param sampleRateHz sample rate, in Hz
 * @param bands scale factor bands of the rate and the frame length
 * @param layout channels
 */
record AudioSpecificConfig(int sampleRateHz, ScaleFactorBands bands, ChannelLayout layout) {

  /** Number of the object type Low Complexity, the only one that is supported. */
  static final int LOW_COMPLEXITY = 2;

  private static final int FRAME_SAMPLES = 1024;
  private static final int SHORT_FRAME_SAMPLES = 960;

  private static final int SPECTRAL_BAND_REPLICATION = 5;
  private static final int PARAMETRIC_STEREO = 29;
  private static final int ESCAPE = 31;
  private static final int SYNC_EXTENSION = 0x2B7;
  private static final int EXPLICIT_RATE = 15;

  private static final Map<Integer, String> OBJECT_TYPES =
      Map.ofEntries(
          Map.entry(1, "AAC Main"),
          Map.entry(3, "AAC SSR"),
          Map.entry(4, "AAC LTP"),
          Map.entry(6, "scalable AAC"),
          Map.entry(7, "TwinVQ"),
          Map.entry(17, "error resilient AAC-LC"),
          Map.entry(19, "error resilient AAC LTP"),
          Map.entry(20, "error resilient scalable AAC"),
          Map.entry(22, "BSAC"),
          Map.entry(23, "AAC-LD"),
          Map.entry(32, "MPEG audio of layer I in MPEG-4"),
          Map.entry(33, "MPEG audio of layer II in MPEG-4"),
          Map.entry(34, "MPEG audio of layer III in MPEG-4"),
          Map.entry(36, "MPEG-4 ALS"),
          Map.entry(39, "AAC-ELD"),
          Map.entry(42, "xHE-AAC"));

  private static final int[] RATES_HZ = {
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
  };

  /** Lowest rates that use the tables of each of {@link #RATES_HZ}. */
  private static final int[] LOWEST_RATES_HZ = {
    92017, 75132, 55426, 46009, 37566, 27713, 23004, 18783, 13856, 11502, 9391, 0
  };

  /** Number of sample rates that have an index. */
  static int rates() {
    return RATES_HZ.length;
  }

  /** Sample rate of an index, in Hz. */
  static int rateHz(int rateIndex) {
    return RATES_HZ[rateIndex];
  }

  /**
   * Configuration of a file that states only the three parts of an ADTS header.
   *
   * @param objectType number of the object type
   * @param rateIndex index of the sample rate
   * @throws UndecodableException if they are not supported
   */
  static AudioSpecificConfig of(int objectType, int rateIndex, ChannelLayout layout)
      throws UndecodableException {
    requireLowComplexity(objectType);
    return new AudioSpecificConfig(
        RATES_HZ[rateIndex], new ScaleFactorBands(rateIndex, FRAME_SAMPLES), layout);
  }

  /**
   * Parses the bytes that MP4 files call decoder specific information.
   *
   * @throws UndecodableException if they are invalid or name an unsupported kind of audio
   */
  static AudioSpecificConfig parse(byte[] bytes) throws UndecodableException {
    BitReader in = AacDecoder.newBitReader();

    try {
      in.start(bytes, 0, bytes.length);
      return parse(in);
    } catch (IOException e) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "the configuration of AAC is invalid: " + e.getMessage());
    }
  }

  private static AudioSpecificConfig parse(BitReader in) throws IOException, UndecodableException {
    requireLowComplexity(readObjectType(in));
    int rateIndex = in.read(4);
    int rateHz = rateIndex == EXPLICIT_RATE ? in.read(24) : rateOf(rateIndex);
    int configuration = in.read(4);
    int frameSamples = in.readFlag() ? SHORT_FRAME_SAMPLES : FRAME_SAMPLES;

    if (in.readFlag()) {
      in.skip(14);
    }

    in.skip(1);
    ChannelLayout layout = configuration == 0 ? ChannelLayout.read(in) : layout(configuration);
    requireNoExtension(in);
    return new AudioSpecificConfig(
        rateHz, new ScaleFactorBands(tableOf(rateHz), frameSamples), layout);
  }

  private static int readObjectType(BitReader in) throws IOException {
    int type = in.read(5);
    return type == ESCAPE ? 32 + in.read(6) : type;
  }

  private static int rateOf(int rateIndex) throws IOException {
    if (rateIndex >= RATES_HZ.length) {
      throw new IOException("the index of the sample rate is " + rateIndex);
    }

    return RATES_HZ[rateIndex];
  }

  private static int tableOf(int rateHz) {
    int index = 0;

    while (rateHz < LOWEST_RATES_HZ[index]) {
      index++;
    }

    return index;
  }

  private static ChannelLayout layout(int configuration) throws UndecodableException {
    if (configuration > ChannelLayout.MAX_CONFIGURATION) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "AAC of channel configuration %d; supported are 0 to %d",
              configuration,
              ChannelLayout.MAX_CONFIGURATION));
    }

    return ChannelLayout.of(configuration);
  }

  private static void requireLowComplexity(int objectType) throws UndecodableException {
    if (objectType == SPECTRAL_BAND_REPLICATION || objectType == PARAMETRIC_STEREO) {
      throw highEfficiency();
    }

    if (objectType != LOW_COMPLEXITY) {
      String name =
          OBJECT_TYPES.getOrDefault(objectType, "MPEG-4 audio of object type " + objectType);
      throw new UndecodableException(AudioFault.UNSUPPORTED, name + "; supported is AAC-LC");
    }
  }

  /** An extension behind the configuration may announce spectral band replication. */
  private static void requireNoExtension(BitReader in) throws IOException, UndecodableException {
    if (in.remaining() >= 11 + 5 + 1
        && in.read(11) == SYNC_EXTENSION
        && readObjectType(in) == SPECTRAL_BAND_REPLICATION
        && in.readFlag()) {
      throw highEfficiency();
    }
  }

  /** The fault of HE-AAC, whose upper half of the spectrum is not in the coefficients. */
  static UndecodableException highEfficiency() {
    return new UndecodableException(
        AudioFault.UNSUPPORTED, "HE-AAC (spectral band replication) is not supported");
  }
}
