package io.soundalike.audio;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the first frame of an MP3 says of the whole, if it is no sound but a Xing, Info or VBRI
 * frame.
 *
 * <p>References: G. Bouvigne, Mp3 Info Tag revision 1 Specifications, 2004; Fraunhofer's VBRI
 * header as its SDK describes it
 *
 * @param frames audio frames that follow; 0 if not said
 * @param bytes of the audio, this frame included; 0 if not said
 * @param delaySamples samples that the encoder put in front; 0 if not said
 * @param paddingSamples samples that the encoder put behind; 0 if not said
 */
record XingLameHeader(long frames, long bytes, int delaySamples, int paddingSamples) {

  private static final int FRAMES_FLAG = 1;
  private static final int BYTES_FLAG = 2;
  private static final int TOC_FLAG = 4;
  private static final int QUALITY_FLAG = 8;

  /** Behind the header and 32 bytes, whatever the channels. */
  private static final int VBRI_OFFSET = 36;

  /**
   * From the tag's first byte to the field that holds delay and padding, behind the Xing fields.
   */
  private static final int DELAY_OFFSET = 21;

  /** Share by which bytes may fall short of what is said before something is missing. */
  private static final double TOLERANCE = 0.01;

  /**
   * @param head the first bytes of the file's first frame, 200 or more
   * @param header of that frame
   */
  static @Nullable XingLameHeader parse(byte[] head, MpegHeader header) {
    if (head.length < 200 || header.layer() != 3) {
      return null;
    }

    if (name(head, VBRI_OFFSET).equals("VBRI")) {
      return new XingLameHeader(int32(head, VBRI_OFFSET + 14), int32(head, VBRI_OFFSET + 10), 0, 0);
    }

    boolean mono = header.channels() == 1;
    int sideInfo = header.version() == 1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    int at = MpegHeader.BYTES + sideInfo;

    if (!name(head, at).equals("Xing") && !name(head, at).equals("Info")) {
      return null;
    }

    int flags = head[at + 7];
    int next = at + 8;
    long frames = (flags & FRAMES_FLAG) != 0 ? int32(head, next) : 0;
    next += (flags & FRAMES_FLAG) != 0 ? 4 : 0;
    long bytes = (flags & BYTES_FLAG) != 0 ? int32(head, next) : 0;
    next += (flags & BYTES_FLAG) != 0 ? 4 : 0;
    next += (flags & TOC_FLAG) != 0 ? 100 : 0;
    next += (flags & QUALITY_FLAG) != 0 ? 4 : 0;
    int field = next + DELAY_OFFSET;
    boolean hasDelay = field + 3 <= head.length && head[next] != 0;

    if (!hasDelay) {
      return new XingLameHeader(frames, bytes, 0, 0);
    }

    int delay = (head[field] & 0xFF) << 4 | (head[field + 1] & 0xF0) >> 4;
    int padding = (head[field + 1] & 0x0F) << 8 | head[field + 2] & 0xFF;
    return new XingLameHeader(frames, bytes, delay, padding);
  }

  /**
   * The share of the song that is announced and not there. A count of frames that contradicts the
   * file while the count of bytes agrees with it is a lie of the encoder, and no loss.
   *
   * @param decodedFrames audio frames in the file
   * @param audioBytes bytes of the file from this frame on
   */
  double missingShare(long decodedFrames, long audioBytes) {
    boolean allBytesAreThere = bytes > 0 && audioBytes >= bytes * (1 - TOLERANCE);
    return frames == 0 || allBytesAreThere ? 0 : Math.max(0, 1 - (double) decodedFrames / frames);
  }

  private static String name(byte[] head, int at) {
    return new String(head, at, 4, StandardCharsets.ISO_8859_1);
  }

  private static long int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | bytes[at + 3] & 0xFFL;
  }
}
