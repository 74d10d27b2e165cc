package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/**
 * Windows of a channel in one packet, and the groups of short windows that share scale factors.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.5.2.3 ({@code ics_info})
 */
final class IcsInfo {

  /** Short windows of a packet of {@link WindowSequence#EIGHT_SHORT}. */
  static final int SHORT_WINDOWS = 8;

  private final ScaleFactorBands bands;
  private final int[] groupLengths = new int[SHORT_WINDOWS];
  private WindowSequence sequence = WindowSequence.ONLY_LONG;
  private WindowShape shape = WindowShape.SINE;
  private int maxBand;
  private int groups = 1;

  IcsInfo(ScaleFactorBands bands) {
    this.bands = bands;
    groupLengths[0] = 1;
  }

  /** Reads the element. */
  void read(BitReader in) throws IOException {
    in.skip(1);
    sequence = WindowSequence.of(in.read(2));
    shape = in.readFlag() ? WindowShape.KAISER_BESSEL : WindowShape.SINE;

    if (isShort()) {
      maxBand = in.read(4);
      readGroups(in.read(SHORT_WINDOWS - 1));
    } else {
      maxBand = in.read(6);
      groups = 1;
      groupLengths[0] = 1;

      if (in.readFlag()) {
        throw new IOException("AAC-LC with prediction, which only other object types have");
      }
    }

    if (maxBand > bandsOfWindow()) {
      maxBand = 0;
      throw new IOException("an AAC packet has more scale factor bands than its sample rate");
    }
  }

  /** A set bit joins a window to the group of the one before. */
  private void readGroups(int bits) {
    groups = 1;
    groupLengths[0] = 1;

    for (int i = SHORT_WINDOWS - 2; i >= 0; i--) {
      if ((bits >> i & 1) == 0) {
        groupLengths[groups] = 0;
        groups++;
      }

      groupLengths[groups - 1]++;
    }
  }

  /** Takes over the values of the channel that has the same windows. */
  void copyFrom(IcsInfo other) {
    sequence = other.sequence;
    shape = other.shape;
    maxBand = other.maxBand;
    groups = other.groups;
    System.arraycopy(other.groupLengths, 0, groupLengths, 0, SHORT_WINDOWS);
  }

  WindowSequence sequence() {
    return sequence;
  }

  WindowShape shape() {
    return shape;
  }

  boolean isShort() {
    return sequence == WindowSequence.EIGHT_SHORT;
  }

  /** Number of windows: 1 or {@link #SHORT_WINDOWS}. */
  int windows() {
    return isShort() ? SHORT_WINDOWS : 1;
  }

  /** Number of coefficients of each window. */
  int windowLength() {
    return bands.frameSamples() / windows();
  }

  /** Number of transmitted bands of each group; band {@code b} of group g is {@link #index}. */
  int maxBand() {
    return maxBand;
  }

  /** Number of groups of windows. */
  int groups() {
    return groups;
  }

  /** Number of windows of a group. */
  int groupLength(int group) {
    return groupLengths[group];
  }

  /** Index of a band in arrays of all transmitted bands. */
  int index(int group, int band) {
    return group * maxBand + band;
  }

  /** First coefficient of a band within its window; that of the next band is its end. */
  int bound(int band) {
    return bands.bounds(isShort())[band];
  }

  /** Number of bands of a window, transmitted or not. */
  int bandsOfWindow() {
    return bands.bounds(isShort()).length - 1;
  }

  /** Number of bands of a window that temporal noise shaping may change. */
  int shapedBands() {
    return Math.min(maxBand, bands.shapedBands(isShort()));
  }
}
