package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/**
 * Up to four pulses that are added to the quantised coefficients of a long window.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.6.5 (pulse data)
 */
final class PulseData {

  /** Most pulses of a packet. */
  static final int MAX_PULSES = 4;

  /** Largest amplitude of a pulse. */
  static final int MAX_AMPLITUDE = 15;

  private final int[] positions = new int[MAX_PULSES];
  private final int[] amplitudes = new int[MAX_PULSES];
  private int count;

  /** Forgets the pulses of the last packet. */
  void clear() {
    count = 0;
  }

  /** Reads the element. */
  void read(BitReader in, IcsInfo info) throws IOException {
    count = 0;

    if (info.isShort()) {
      throw new IOException("an AAC packet of short windows has pulse data");
    }

    int pulses = in.read(2) + 1;
    int startBand = in.read(6);

    if (startBand > info.bandsOfWindow()) {
      throw new IOException("pulse data of AAC start behind the last scale factor band");
    }

    int position = info.bound(startBand);

    for (int i = 0; i < pulses; i++) {
      position += in.read(5);
      positions[i] = position;
      amplitudes[i] = in.read(4);

      if (position >= info.windowLength()) {
        throw new IOException("a pulse of AAC lies behind the last coefficient");
      }
    }

    count = pulses;
  }

  /** Adds the pulses to the coefficients' magnitudes. */
  void apply(int[] quantised) {
    for (int i = 0; i < count; i++) {
      quantised[positions[i]] += quantised[positions[i]] > 0 ? amplitudes[i] : -amplitudes[i];
    }
  }
}
