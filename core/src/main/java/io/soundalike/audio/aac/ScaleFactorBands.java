package io.soundalike.audio.aac;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Bounds of the scale factor bands, and the bands that temporal noise shaping reaches, of one
 * sample rate and frame length.
 *
 * <p>Reference: ISO/IEC 14496-3, tables 4.129 to 4.147 (bands), 4.154 and 4.155 (noise shaping)
 */
final class ScaleFactorBands {

  /** Most bands of all windows that share scale factors: 51 long ones, 8 times 15 short ones. */
  static final int MAX_BANDS = 128;

  private static final int[] LONG_96 = {
    0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144,
    156, 172, 188, 212, 240, 276, 320, 384, 448, 512, 576, 640, 704, 768, 832, 896, 960, 1024
  };
  private static final int[] LONG_64 = {
    0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 64, 72, 80, 88, 100, 112, 124, 140,
    156, 172, 192, 216, 240, 268, 304, 344, 384, 424, 464, 504, 544, 584, 624, 664, 704, 744, 784,
    824, 864, 904, 944, 984, 1024
  };
  private static final int[] LONG_32 = {
    0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 64, 72, 80, 88, 96, 108, 120, 132, 144, 160,
    176, 196, 216, 240, 264, 292, 320, 352, 384, 416, 448, 480, 512, 544, 576, 608, 640, 672, 704,
    736, 768, 800, 832, 864, 896, 928, 960, 992, 1024
  };
  private static final int[] LONG_48 =
      Arrays.stream(LONG_32).filter(bound -> bound != 960 && bound != 992).toArray();
  private static final int[] LONG_24 = {
    0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 52, 60, 68, 76, 84, 92, 100, 108, 116, 124, 136,
    148, 160, 172, 188, 204, 220, 240, 260, 284, 308, 336, 364, 396, 432, 468, 508, 552, 600, 652,
    704, 768, 832, 896, 960, 1024
  };
  private static final int[] LONG_16 = {
    0, 8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 100, 112, 124, 136, 148, 160, 172, 184, 196, 212,
    228, 244, 260, 280, 300, 320, 344, 368, 396, 424, 456, 492, 532, 572, 616, 664, 716, 772, 832,
    896, 960, 1024
  };
  private static final int[] LONG_8 = {
    0, 12, 24, 36, 48, 60, 72, 84, 96, 108, 120, 132, 144, 156, 172, 188, 204, 220, 236, 252, 268,
    288, 308, 328, 348, 372, 396, 420, 448, 476, 508, 544, 580, 620, 664, 712, 764, 820, 880, 944,
    1024
  };

  private static final int[] SHORT_96 = {0, 4, 8, 12, 16, 20, 24, 32, 40, 48, 64, 92, 128};
  private static final int[] SHORT_48 = {0, 4, 8, 12, 16, 20, 28, 36, 44, 56, 68, 80, 96, 112, 128};
  private static final int[] SHORT_24 = {
    0, 4, 8, 12, 16, 20, 24, 28, 36, 44, 52, 64, 76, 92, 108, 128
  };
  private static final int[] SHORT_16 = {
    0, 4, 8, 12, 16, 20, 24, 28, 32, 40, 48, 60, 72, 88, 108, 128
  };
  private static final int[] SHORT_8 = {
    0, 4, 8, 12, 16, 20, 24, 28, 36, 44, 52, 60, 72, 88, 108, 128
  };

  /** By index of the sample rate, from 96,000 to 7,350 Hz. */
  private static final int[][] LONG = {
    LONG_96, LONG_96, LONG_64, LONG_48, LONG_48, LONG_32, LONG_24, LONG_24, LONG_16, LONG_16,
    LONG_16, LONG_8, LONG_8
  };

  private static final int[][] SHORT = {
    SHORT_96, SHORT_96, SHORT_96, SHORT_48, SHORT_48, SHORT_48, SHORT_24, SHORT_24, SHORT_16,
    SHORT_16, SHORT_16, SHORT_8, SHORT_8
  };

  private static final int[] SHAPED_LONG = {31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39, 39};
  private static final int[] SHAPED_SHORT = {9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14, 14};

  private final int frameSamples;
  private final int[] longBounds;
  private final int[] shortBounds;
  private final int rateIndex;

  /**
   * @param rateIndex index of the sample rate, 0 (96,000 Hz) to 12 (7,350 Hz)
   * @param frameSamples samples of each channel in a packet, 1024 or 960
   */
  ScaleFactorBands(int rateIndex, int frameSamples) {
    this.rateIndex = rateIndex;
    this.frameSamples = frameSamples;
    this.longBounds = cut(LONG[rateIndex], frameSamples);
    this.shortBounds = cut(SHORT[rateIndex], frameSamples / IcsInfo.SHORT_WINDOWS);
  }

  /** The bands of the shorter frame end where it ends. */
  private static int[] cut(int[] bounds, int end) {
    return bounds[bounds.length - 1] == end
        ? bounds
        : IntStream.concat(Arrays.stream(bounds).filter(bound -> bound < end), IntStream.of(end))
            .toArray();
  }

  /** Samples of each channel in a packet. */
  int frameSamples() {
    return frameSamples;
  }

  /** Bounds of the bands of one window: first coefficient of each band, and the end of the last. */
  int[] bounds(boolean isShort) {
    return isShort ? shortBounds : longBounds;
  }

  /** Number of bands of a window that temporal noise shaping may change. */
  int shapedBands(boolean isShort) {
    return (isShort ? SHAPED_SHORT : SHAPED_LONG)[rateIndex];
  }
}
