package io.soundalike.audio.ogg;

/**
 * Order of the channels in Vorbis, which Opus shares (Vorbis I specification, section 4.3.9; RFC
 * 7845, section 5.1.1.2): with 3 and with 5 to 8 channels the centre is second, between left and
 * right.
 */
final class VorbisChannelOrder {

  private static final int MIN_CENTRE_CHANNELS = 3;
  private static final int QUADRAPHONIC = 4;

  /** The order of more channels is not defined. */
  private static final int MAX_CENTRE_CHANNELS = 8;

  private VorbisChannelOrder() {}

  /**
   * Position of a channel in Vorbis order.
   *
   * @param channel its position in an order that begins with left and right, followed by the centre
   */
  static int position(int channel, int channels) {
    boolean centreSecond =
        channels >= MIN_CENTRE_CHANNELS
            && channels <= MAX_CENTRE_CHANNELS
            && channels != QUADRAPHONIC;
    return centreSecond && (channel == 1 || channel == 2) ? 3 - channel : channel;
  }
}
