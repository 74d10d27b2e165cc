package io.soundalike.audio.aac;

import io.soundalike.audio.BitReader;
import java.io.IOException;

/**
 * Coupling channels, read in order to reach the elements behind them.
 *
 * <p>Reference: ISO/IEC 14496-3, 4.4.2.7 ({@code coupling_channel_element})
 */
final class CouplingChannel {

  private final ChannelStream stream;

  CouplingChannel(ScaleFactorBands bands) {
    stream = new ChannelStream(bands);
  }

  /** Skips the element. */
  void skip(BitReader in) throws IOException {
    in.skip(ElementType.TAG_BITS);
    boolean isIndependent = in.readFlag();
    int targets = in.read(3) + 1;
    int gainLists = 0;

    for (int i = 0; i < targets; i++) {
      boolean isPair = in.readFlag();
      in.skip(ElementType.TAG_BITS);
      gainLists += isPair && in.read(2) == 3 ? 2 : 1;
    }

    in.skip(1 + 1 + 2);
    stream.read(in, false);

    for (int i = 1; i < gainLists; i++) {
      skipGains(in, isIndependent);
    }
  }

  private void skipGains(BitReader in, boolean isIndependent) throws IOException {
    HuffmanCodebook gains = HuffmanCodebooks.get(HuffmanCodebooks.SCALE_FACTORS);

    if (isIndependent || in.readFlag()) {
      gains.read(in);
      return;
    }

    IcsInfo info = stream.info();

    for (int i = 0; i < info.groups() * info.maxBand(); i++) {
      if (stream.book(i) != ChannelStream.ZERO) {
        gains.read(in);
      }
    }
  }
}
