package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Identification header of an Opus stream (RFC 7845, section 5.1).
 *
 * @param channels number of output channels, 1 to 255
 * @param preSkip number of samples to drop at the beginning, at 48 kHz
 * @param gainDb gain to apply to the output, in dB
 * @param family meaning of the channels: 0 mono or stereo, 1 Vorbis order, 255 not defined
 * @param streams number of streams in each packet
 * @param coupled number of those that are stereo, which are the first
 * @param mapping {@code [channels]} decoded channel of each output channel; 255: silence
 */
record OpusHeader(
    int channels,
    int preSkip,
    double gainDb,
    int family,
    int streams,
    int coupled,
    short[] mapping) {

  /** Order of the channels as in Vorbis. */
  static final int VORBIS_FAMILY = 1;

  private static final int STEREO_FAMILY = 0;
  private static final int UNDEFINED_FAMILY = 255;

  private static final int MIN_BYTES = 19;
  private static final int VERSION_OFFSET = 8;
  private static final int CHANNELS_OFFSET = 9;
  private static final int PRE_SKIP_OFFSET = 10;
  private static final int GAIN_OFFSET = 16;
  private static final int FAMILY_OFFSET = 18;
  private static final int STREAMS_OFFSET = 19;
  private static final int COUPLED_OFFSET = 20;
  private static final int MAPPING_OFFSET = 21;

  /** Steps of the gain in one dB. */
  private static final double GAIN_STEPS = 256;

  private static final int MAX_STREAMS = 255;
  private static final int SILENCE = 255;

  /**
   * @throws UndecodableException if a value is invalid or the channels cannot be interpreted
   */
  static OpusHeader parse(byte[] packet) throws UndecodableException {
    check(packet.length >= MIN_BYTES);
    int version = packet[VERSION_OFFSET] & 0xFF;
    int family = packet[FAMILY_OFFSET] & 0xFF;

    if (version > 0x0F
        || family != STEREO_FAMILY && family != VORBIS_FAMILY && family != UNDEFINED_FAMILY) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          "Opus of version "
              + version
              + " with channel mapping family "
              + family
              + "; supported are versions below 16 with families 0, 1 and 255");
    }

    OpusHeader header = family == STEREO_FAMILY ? stereo(packet) : mapped(packet, family);
    int decoded = header.streams + header.coupled;
    check(header.streams > 0 && header.coupled <= header.streams && decoded <= MAX_STREAMS);

    for (short source : header.mapping) {
      check(source < decoded || source == SILENCE);
    }

    return header;
  }

  private static OpusHeader stereo(byte[] packet) throws UndecodableException {
    int channels = packet[CHANNELS_OFFSET] & 0xFF;
    check(channels == 1 || channels == 2);
    short[] mapping = channels == 1 ? new short[] {0} : new short[] {0, 1};
    return create(packet, STEREO_FAMILY, 1, channels - 1, mapping);
  }

  private static OpusHeader mapped(byte[] packet, int family) throws UndecodableException {
    int channels = packet[CHANNELS_OFFSET] & 0xFF;
    check(channels > 0 && packet.length >= MAPPING_OFFSET + channels);
    short[] mapping = new short[channels];

    for (int i = 0; i < channels; i++) {
      mapping[i] = (short) (packet[MAPPING_OFFSET + i] & 0xFF);
    }

    return create(
        packet, family, packet[STREAMS_OFFSET] & 0xFF, packet[COUPLED_OFFSET] & 0xFF, mapping);
  }

  private static OpusHeader create(
      byte[] packet, int family, int streams, int coupled, short[] mapping) {
    ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
    return new OpusHeader(
        mapping.length,
        fields.getShort(PRE_SKIP_OFFSET) & 0xFFFF,
        fields.getShort(GAIN_OFFSET) / GAIN_STEPS,
        family,
        streams,
        coupled,
        mapping);
  }

  private static void check(boolean valid) throws UndecodableException {
    if (!valid) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Opus header is damaged");
    }
  }
}
