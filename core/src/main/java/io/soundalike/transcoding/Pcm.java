package io.soundalike.transcoding;

import javax.sound.sampled.AudioFormat;

/** Converts samples to 16-bit integers. */
final class Pcm {

  private static final int BITS = 16;

  /** Bytes per sample of one channel. */
  static final int BYTES = BITS / 8;

  private Pcm() {}

  static AudioFormat format(int sampleRateHz, int channels) {
    return new AudioFormat(sampleRateHz, BITS, channels, true, false);
  }

  /**
   * Interleaves the channels as little-endian 16-bit integers.
   *
   * @param channels {@code [1 or 2][samples]} in [-1, 1]; louder samples are clipped
   */
  static byte[] interleave(float[][] channels) {
    int samples = channels[0].length;
    byte[] pcm = new byte[samples * channels.length * BYTES];
    int at = 0;

    for (int i = 0; i < samples; i++) {
      for (float[] channel : channels) {
        int value = Math.round(32767 * Math.max(-1, Math.min(1, channel[i])));
        pcm[at++] = (byte) value;
        pcm[at++] = (byte) (value >> 8);
      }
    }

    return pcm;
  }
}
