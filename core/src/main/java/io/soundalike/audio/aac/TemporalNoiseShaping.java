package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/**
 * Filters over the coefficients of a window, which give the quantisation noise the envelope of the
 * signal.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.9
 */
final class TemporalNoiseShaping {

  private static final int MAX_LONG_ORDER = 12;
  private static final int MAX_SHORT_ORDER = 7;
  private static final int MAX_FILTERS = 3;

  /** One filter. Band numbers count from the lowest band. */
  private static final class Filter {
    private int order;
    private boolean isDownward;
    private int fromBand;
    private int toBand;

    /** Coefficients of the prediction, from index 1. */
    private final double[] prediction = new double[MAX_LONG_ORDER + 1];
  }

  private final Filter[][] filters = new Filter[IcsInfo.SHORT_WINDOWS][MAX_FILTERS];
  private final int[] counts = new int[IcsInfo.SHORT_WINDOWS];
  private final double[] reflections = new double[MAX_LONG_ORDER + 1];
  private final double[] swapped = new double[MAX_LONG_ORDER + 1];

  TemporalNoiseShaping() {
    for (Filter[] ofWindow : filters) {
      for (int i = 0; i < MAX_FILTERS; i++) {
        ofWindow[i] = new Filter();
      }
    }
  }

  /** Forgets the filters of the last packet. */
  void clear() {
    for (int window = 0; window < counts.length; window++) {
      counts[window] = 0;
    }
  }

  /** Reads the element. */
  void read(BitReader in, IcsInfo info) throws IOException {
    clear();
    boolean isShort = info.isShort();

    for (int window = 0; window < info.windows(); window++) {
      int count = in.read(isShort ? 1 : 2);
      int coefficientBits = count == 0 || !in.readFlag() ? 3 : 4;
      int top = info.bandsOfWindow();

      for (int i = 0; i < count; i++) {
        Filter filter = filters[window][i];
        filter.toBand = top;
        filter.fromBand = Math.max(0, top - in.read(isShort ? 4 : 6));
        top = filter.fromBand;
        filter.order = in.read(isShort ? 3 : 5);
        readCoefficients(in, filter, coefficientBits, isShort);
      }

      counts[window] = count;
    }
  }

  private void readCoefficients(BitReader in, Filter filter, int resolution, boolean isShort)
      throws IOException {
    if (filter.order > (isShort ? MAX_SHORT_ORDER : MAX_LONG_ORDER)) {
      throw new IOException("noise shaping of AAC-LC has order " + filter.order);
    }

    if (filter.order == 0) {
      return;
    }

    filter.isDownward = in.readFlag();
    int bits = resolution - (in.readFlag() ? 1 : 0);

    for (int i = 1; i <= filter.order; i++) {
      int code = in.read(bits) << Integer.SIZE - bits >> Integer.SIZE - bits;
      reflections[i] = reflection(code, resolution);
    }

    toPrediction(filter);
  }

  /** Inverse quantisation of a reflection coefficient. */
  private static double reflection(int code, int resolution) {
    double steps = (1 << resolution - 1) + (code < 0 ? 0.5 : -0.5);
    return Math.sin(code * Math.PI / 2 / steps);
  }

  /** Levinson's recursion from reflection coefficients to those of the prediction. */
  private void toPrediction(Filter filter) {
    double[] prediction = filter.prediction;

    for (int m = 1; m <= filter.order; m++) {
      for (int i = 1; i < m; i++) {
        swapped[i] = prediction[i] + reflections[m] * prediction[m - i];
      }

      System.arraycopy(swapped, 1, prediction, 1, m - 1);
      prediction[m] = reflections[m];
    }
  }

  /**
   * Filters a channel's coefficients in place.
   *
   * @param spectrum one window after the other
   */
  void apply(IcsInfo info, float[] spectrum) {
    for (int window = 0; window < info.windows(); window++) {
      int offset = window * info.windowLength();

      for (int i = 0; i < counts[window]; i++) {
        Filter filter = filters[window][i];
        int from = info.bound(Math.min(filter.fromBand, info.shapedBands()));
        int to = info.bound(Math.min(filter.toBand, info.shapedBands()));

        if (filter.order > 0 && from < to) {
          apply(filter, spectrum, offset + from, offset + to);
        }
      }
    }
  }

  private static void apply(Filter filter, float[] spectrum, int from, int to) {
    int step = filter.isDownward ? -1 : 1;
    int at = filter.isDownward ? to - 1 : from;

    for (int n = 0; n < to - from; n++) {
      double value = spectrum[at];

      for (int i = 1; i <= Math.min(n, filter.order); i++) {
        value -= filter.prediction[i] * spectrum[at - i * step];
      }

      spectrum[at] = (float) value;
      at += step;
    }
  }
}
