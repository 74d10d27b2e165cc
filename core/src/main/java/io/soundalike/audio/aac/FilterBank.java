package io.soundalike.audio.aac;

import java.util.Arrays;

/**
 * Spectra to samples: inverse transform, windows, and the sum of overlapping halves. One object
 * serves all channels of a song; {@link Channel} holds what one channel carries on.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.11
 */
final class FilterBank {

  /** Full scale of the standard's samples. */
  private static final double FULL_SCALE = 32768;

  private final int length;
  private final int shortLength;

  /** Samples before and behind the slope of a short window in half a long one. */
  private final int flat;

  private final Imdct longTransform;
  private final Imdct shortTransform;

  private final Rises longRises;
  private final Rises shortRises;
  private final float[] values;

  /** The windowed packet, two frames long. */
  private final float[] windowed;

  /** Rising halves of the windows of one length. */
  private record Rises(float[] sine, float[] kaiserBessel) {

    static Rises ofLength(int length) {
      return new Rises(WindowShape.SINE.rise(length), WindowShape.KAISER_BESSEL.rise(length));
    }

    float[] of(WindowShape shape) {
      return shape == WindowShape.SINE ? sine : kaiserBessel;
    }
  }

  /** State of one channel. */
  static final class Channel {

    private final float[] overlap;
    private WindowShape lastShape = WindowShape.SINE;

    private Channel(int length) {
      overlap = new float[length];
    }

    /** Forgets the last packet. */
    void clear() {
      Arrays.fill(overlap, 0);
    }
  }

  /**
   * @param length samples of each channel in a packet, 1024 or 960
   */
  FilterBank(int length) {
    this.length = length;
    this.shortLength = length / IcsInfo.SHORT_WINDOWS;
    this.flat = (length - shortLength) / 2;
    this.longTransform = new Imdct(length, 1 / (FULL_SCALE * length));
    this.shortTransform = new Imdct(shortLength, 1 / (FULL_SCALE * shortLength));
    this.values = new float[length];
    this.windowed = new float[2 * length];
    this.longRises = Rises.ofLength(length);
    this.shortRises = Rises.ofLength(shortLength);
  }

  /** State of a channel before its first packet. */
  Channel newChannel() {
    return new Channel(length);
  }

  /**
   * Computes the samples of a packet.
   *
   * @param spectrum coefficients of the channel, one window after the other
   * @param samples receives them, full scale being 1
   * @param at index of the first sample
   * @param stride distance of the samples, the number of channels
   */
  void synthesise(
      IcsInfo info, float[] spectrum, Channel channel, float[] samples, int at, int stride) {
    if (info.isShort()) {
      transformShort(info.shape(), channel.lastShape, spectrum);
    } else {
      transformLong(info, channel.lastShape, spectrum);
    }

    channel.lastShape = info.shape();

    for (int i = 0; i < length; i++) {
      samples[at + i * stride] = windowed[i] + channel.overlap[i];
    }

    System.arraycopy(windowed, length, channel.overlap, 0, length);
  }

  private void transformLong(IcsInfo info, WindowShape lastShape, float[] spectrum) {
    longTransform.transform(spectrum, 0, values);

    if (info.sequence() == WindowSequence.LONG_STOP) {
      rise(shortRises.of(lastShape), flat);
    } else {
      rise(longRises.of(lastShape), 0);
    }

    if (info.sequence() == WindowSequence.LONG_START) {
      fall(shortRises.of(info.shape()), flat);
    } else {
      fall(longRises.of(info.shape()), 0);
    }
  }

  /** Windows the first half: zero, then the slope, then unchanged. */
  private void rise(float[] slope, int zeros) {
    int half = length / 2;
    Arrays.fill(windowed, 0, zeros, 0);

    for (int i = zeros; i < length; i++) {
      float value = i < half ? values[i + half] : -values[length + half - 1 - i];
      int at = i - zeros;
      windowed[i] = at < slope.length ? slope[at] * value : value;
    }
  }

  /** Windows the second half: unchanged, then the slope, then zero. */
  private void fall(float[] slope, int zeros) {
    int half = length / 2;
    Arrays.fill(windowed, 2 * length - zeros, 2 * length, 0);

    for (int i = 0; i < length - zeros; i++) {
      float value = i < half ? -values[half - 1 - i] : -values[i - half];
      int at = length - zeros - 1 - i;
      windowed[length + i] = at < slope.length ? slope[at] * value : value;
    }
  }

  private void transformShort(WindowShape shape, WindowShape lastShape, float[] spectrum) {
    Arrays.fill(windowed, 0);
    float[] fall = shortRises.of(shape);
    float[] rise = shortRises.of(lastShape);

    for (int window = 0; window < IcsInfo.SHORT_WINDOWS; window++) {
      shortTransform.transform(spectrum, window * shortLength, values);
      addShort(rise, fall, flat + window * shortLength);
      rise = fall;
    }
  }

  private void addShort(float[] rise, float[] fall, int at) {
    int half = shortLength / 2;

    for (int i = 0; i < half; i++) {
      int mirrored = shortLength - 1 - i;
      windowed[at + i] += rise[i] * values[half + i];
      windowed[at + mirrored] -= rise[mirrored] * values[half + i];
      windowed[at + shortLength + i] -= fall[mirrored] * values[half - 1 - i];
      windowed[at + shortLength + mirrored] -= fall[i] * values[half - 1 - i];
    }
  }
}
