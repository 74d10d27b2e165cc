package io.soundalike.audio.mpeg;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Contents of the Xing, Info or VBRI frame at the start of an MP3, which describes the whole file
 * and holds no audio.
 *
 * <p>References: G. Bouvigne, Mp3 Info Tag revision 1 Specifications, 2004; Fraunhofer's VBRI
 * header as its SDK describes it
 *
 * @param frames number of audio frames that follow; 0 if not stated
 * @param bytes size of the audio in bytes, this frame included; 0 if not stated
 * @param delaySamples samples that the encoder added at the start; 0 if not stated
 * @param paddingSamples samples that the encoder added at the end; 0 if not stated
 */
record XingLameHeader(long frames, long bytes, int delaySamples, int paddingSamples) {

  private static final int FRAMES_FLAG = 1;
  private static final int BYTES_FLAG = 2;
  private static final int TOC_FLAG = 4;
  private static final int QUALITY_FLAG = 8;

  /** Offset of the VBRI tag: after the header and 32 bytes, for any number of channels. */
  private static final int VBRI_OFFSET = 36;

  /** Offset of the delay and padding field within the LAME tag, which follows the Xing fields. */
  private static final int DELAY_OFFSET = 21;

  /** Relative shortfall of bytes up to which the file counts as complete. */
  private static final double TOLERANCE = 0.01;

  /**
   * Parses the first frame of a file.
   *
   * @param head the frame's first bytes, 200 or more
   * @param header header of the frame
   * @return null if the frame is an ordinary audio frame
   */
  static @Nullable XingLameHeader parse(byte[] head, MpegHeader header) {
    if (head.length < 200 || header.layer() != 3) {
      return null;
    }

    if (tagName(head, VBRI_OFFSET).equals("VBRI")) {
      return new XingLameHeader(int32(head, VBRI_OFFSET + 14), int32(head, VBRI_OFFSET + 10), 0, 0);
    }

    boolean mono = header.channels() == 1;
    int sideInfoBytes = header.version() == 1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
    int at = MpegHeader.BYTES + sideInfoBytes;

    if (!tagName(head, at).equals("Xing") && !tagName(head, at).equals("Info")) {
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
    int delayOffset = next + DELAY_OFFSET;
    boolean hasDelay = delayOffset + 3 <= head.length && head[next] != 0;

    if (!hasDelay) {
      return new XingLameHeader(frames, bytes, 0, 0);
    }

    int delay = (head[delayOffset] & 0xFF) << 4 | (head[delayOffset + 1] & 0xF0) >> 4;
    int padding = (head[delayOffset + 1] & 0x0F) << 8 | head[delayOffset + 2] & 0xFF;
    return new XingLameHeader(frames, bytes, delay, padding);
  }

  /**
   * Number of announced frames that are missing. A frame count that contradicts the file's bytes is
   * ignored rather than reported as damage.
   *
   * @param decodedFrames number of audio frames decoded
   * @param audioBytes size of the file from this frame on, in bytes
   */
  long missingFrames(long decodedFrames, long audioBytes) {
    boolean allBytesAreThere = bytes > 0 && audioBytes >= bytes * (1 - TOLERANCE);
    return allBytesAreThere ? 0 : Math.max(0, frames - decodedFrames);
  }

  /** Whether the header announces a number of frames, and as many were decoded. */
  boolean isComplete(long decodedFrames) {
    return frames > 0 && decodedFrames >= frames;
  }

  private static String tagName(byte[] head, int at) {
    return new String(head, at, 4, StandardCharsets.ISO_8859_1);
  }

  private static long int32(byte[] bytes, int at) {
    return (bytes[at] & 0xFFL) << 24
        | (bytes[at + 1] & 0xFFL) << 16
        | (bytes[at + 2] & 0xFFL) << 8
        | bytes[at + 3] & 0xFFL;
  }
}
