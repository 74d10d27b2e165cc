package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;
import java.util.Arrays;

/**
 * Joint coding of the channels of a pair: mid and side, intensity, and noise that both channels
 * share.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.8 (joint coding), 4.6.13.6 (correlated noise)
 */
final class JointStereo {

  private static final int SOME_BANDS = 1;
  private static final int ALL_BANDS = 2;

  private final boolean[] used = new boolean[ScaleFactorBands.MAX_BANDS];
  private int mask;

  /** Forgets the bands of the last packet. */
  void clear() {
    mask = 0;
    Arrays.fill(used, false);
  }

  /** Reads which bands are coded as mid and side. */
  void read(BitReader in, IcsInfo info) throws IOException {
    clear();
    mask = in.read(2);

    if (mask > ALL_BANDS) {
      throw new IOException("a channel pair of AAC has a reserved mask of mid and side");
    }

    for (int i = 0; i < info.groups() * info.maxBand(); i++) {
      used[i] = mask == ALL_BANDS || mask == SOME_BANDS && in.readFlag();
    }
  }

  /** Turns the spectra of a pair into those of the left and the right channel. */
  void apply(ChannelStream left, ChannelStream right) {
    IcsInfo info = right.info();
    int window = 0;

    for (int group = 0; group < info.groups(); group++) {
      for (int band = 0; band < info.maxBand(); band++) {
        for (int i = 0; i < info.groupLength(group); i++) {
          int offset = (window + i) * info.windowLength();
          apply(
              left,
              right,
              info.index(group, band),
              offset + info.bound(band),
              offset + info.bound(band + 1));
        }
      }

      window += info.groupLength(group);
    }
  }

  private void apply(ChannelStream left, ChannelStream right, int index, int from, int to) {
    int book = right.book(index);

    if (book == ChannelStream.INTENSITY || book == ChannelStream.INTENSITY_OPPOSITE) {
      boolean isInverted = mask == SOME_BANDS && used[index];
      float scale = isInverted ? -right.scale(index) : right.scale(index);
      copy(left.spectrum(), right.spectrum(), from, to, scale);
    } else if (used[index] && book == ChannelStream.NOISE) {
      if (left.book(index) == ChannelStream.NOISE) {
        float scale = right.scale(index) / left.scale(index);
        copy(left.spectrum(), right.spectrum(), from, to, scale);
      }
    } else if (used[index] && left.book(index) <= HuffmanCodebooks.ESCAPE) {
      rotate(left.spectrum(), right.spectrum(), from, to);
    }
  }

  private static void copy(float[] left, float[] right, int from, int to, float scale) {
    for (int i = from; i < to; i++) {
      right[i] = scale * left[i];
    }
  }

  private static void rotate(float[] left, float[] right, int from, int to) {
    for (int i = from; i < to; i++) {
      float mid = left[i];
      float side = right[i];
      left[i] = mid + side;
      right[i] = mid - side;
    }
  }
}
