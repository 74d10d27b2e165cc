package io.soundalike.audio;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the first frame of an MP3 says of the whole, if it is no sound but a Xing or Info frame.
 *
 * <p>References: G. Bouvigne, Mp3 Info Tag revision 1 Specifications, 2004
 *
 * @param frames audio frames that follow; 0 if not said
 * @param delaySamples samples that the encoder put in front; 0 if not said
 * @param paddingSamples samples that the encoder put behind; 0 if not said
 */
record LameInfo(long frames, int delaySamples, int paddingSamples) {

  private static final int FRAMES_FLAG = 1;
  private static final int BYTES_FLAG = 2;
  private static final int TOC_FLAG = 4;
  private static final int QUALITY_FLAG = 8;

  /**
   * From the tag's first byte to the field that holds delay and padding, behind the Xing fields.
   */
  private static final int DELAY_OFFSET = 21;

  /**
   * @param head the first bytes of the file's first frame, 200 or more
   */
  static @Nullable LameInfo parse(byte[] head) {
    if (head.length < 64 || (head[0] & 0xFF) != 0xFF || (head[1] & 0xE0) != 0xE0) {
      return null;
    }

    boolean mpeg1 = (head[1] & 0x18) == 0x18;
    boolean mono = (head[3] & 0xC0) == 0xC0;
    int sideInfo = mpeg1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    int at = 4 + sideInfo;
    String name = new String(head, at, 4, StandardCharsets.ISO_8859_1);

    if (!name.equals("Xing") && !name.equals("Info")) {
      return null;
    }

    int flags = head[at + 7];
    int next = at + 8;
    long frames = (flags & FRAMES_FLAG) != 0 ? int32(head, next) : 0;
    next += (flags & FRAMES_FLAG) != 0 ? 4 : 0;
    next += (flags & BYTES_FLAG) != 0 ? 4 : 0;
    next += (flags & TOC_FLAG) != 0 ? 100 : 0;
    next += (flags & QUALITY_FLAG) != 0 ? 4 : 0;
    int field = next + DELAY_OFFSET;
    boolean hasDelay = field + 3 <= head.length && head[next] != 0;

    if (!hasDelay) {
      return new LameInfo(frames, 0, 0);
    }

    int delay = (head[field] & 0xFF) << 4 | (head[field + 1] & 0xF0) >> 4;
    int padding = (head[field + 1] & 0x0F) << 8 | head[field + 2] & 0xFF;
    return new LameInfo(frames, delay, padding);
  }

  private static long int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | bytes[at + 3] & 0xFFL;
  }
}
