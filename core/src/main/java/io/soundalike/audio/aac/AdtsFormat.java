package io.soundalike.audio.aac;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;

/**
 * AAC-LC in ADTS (Audio Data Transport Stream) files. The encoder's delay, which such files do not
 * state, stays at the beginning. LOAS files, the other stream of AAC, are recognised but not
 * supported.
 *
 * <p>Reference: ISO/IEC 14496-3, 1.A.2 (ADTS), 1.7.2 (LOAS)
 */
public final class AdtsFormat implements AudioFormat {

  private static final int LOAS_HEADER_BYTES = 3;

  @Override
  public String name() {
    return "AAC";
  }

  @Override
  public boolean matches(byte[] head) {
    return isAdts(head) || isLoas(head);
  }

  /** Files that were cut from a broadcast may begin within a frame. */
  private static boolean isAdts(byte[] head) {
    boolean isWholeFile = head.length < HEAD_BYTES;

    for (int at = 0; at < head.length; at++) {
      if (AdtsFrames.isSequence(head, at, head.length, AdtsFrames.FRAMES_TO_START, isWholeFile)) {
        return true;
      }
    }

    return hasLongFrames(head);
  }

  /** At most two headers fit into the head if the frames have many channels. */
  private static boolean hasLongFrames(byte[] head) {
    AdtsHeader first = AdtsHeader.parse(head, 0, head.length);

    if (first == null) {
      return false;
    }

    AdtsHeader second = AdtsHeader.parse(head, first.frameBytes(), head.length);
    return second != null
        && second.continues(first)
        && first.frameBytes() + second.frameBytes() + AdtsHeader.BYTES > head.length;
  }

  /** Eleven bits of sync word and thirteen of the number of bytes that follow, three times. */
  private static boolean isLoas(byte[] head) {
    int at = 0;

    for (int i = 0; i < AdtsFrames.FRAMES_TO_START; i++) {
      if (at + LOAS_HEADER_BYTES > head.length
          || head[at] != 0x56
          || (head[at + 1] & 0xE0) != 0xE0) {
        return false;
      }

      at += LOAS_HEADER_BYTES + ((head[at + 1] & 0x1F) << 8 | head[at + 2] & 0xFF);
    }

    return true;
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    in.mark(HEAD_BYTES);
    boolean isAdts = isAdts(in.readNBytes(HEAD_BYTES));
    in.reset();

    if (!isAdts) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED, "AAC in LOAS is not supported; supported is AAC in ADTS and MP4");
    }

    return new AdtsSource(in);
  }
}
