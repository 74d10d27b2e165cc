package io.soundalike.audio.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The descriptors of an MPEG-4 stream.
 *
 * <p>References: ISO/IEC 14496-1, elementary stream descriptor
 *
 * @param objectType kind of the codec; 0 if it is not stated
 * @param specificInfo configuration of the codec, such as AAC's AudioSpecificConfig
 */
record Descriptors(int objectType, byte[] specificInfo) {

  private static final int ELEMENTARY_STREAM = 3;
  private static final int DECODER_CONFIG = 4;
  private static final int DECODER_SPECIFIC_INFO = 5;

  private static final int DEPENDS_ON_STREAM = 0x80;
  private static final int HAS_URL = 0x40;
  private static final int HAS_CLOCK = 0x20;

  /** Fields of a decoder configuration behind the object type. */
  private static final int DECODER_CONFIG_BYTES = 12;

  /** Reads descriptors as far as they are valid. */
  static Descriptors read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int objectType = 0;

    try {
      while (true) {
        int tag = in.get();
        int length = readLength(in);

        switch (tag) {
          case ELEMENTARY_STREAM -> skipStreamFields(in);
          case DECODER_CONFIG -> {
            objectType = in.get() & 0xFF;
            skip(in, DECODER_CONFIG_BYTES);
          }
          case DECODER_SPECIFIC_INFO -> {
            byte[] info = new byte[Math.min(length, in.remaining())];
            in.get(info);
            return new Descriptors(objectType, info);
          }
          default -> skip(in, length);
        }
      }
    } catch (BufferUnderflowException e) {
      return new Descriptors(objectType, new byte[0]);
    }
  }

  private static void skipStreamFields(ByteBuffer in) {
    skip(in, 2);
    int flags = in.get();
    skip(in, (flags & DEPENDS_ON_STREAM) != 0 ? 2 : 0);
    skip(in, (flags & HAS_URL) != 0 ? in.get() & 0xFF : 0);
    skip(in, (flags & HAS_CLOCK) != 0 ? 2 : 0);
  }

  /** Seven bits in each byte, the upper bit of all but the last one being set. */
  private static int readLength(ByteBuffer in) {
    int length = 0;

    for (int i = 0; i < 4; i++) {
      int part = in.get();
      length = length << 7 | part & 0x7F;

      if (part >= 0) {
        break;
      }
    }

    return length;
  }

  private static void skip(ByteBuffer in, int count) {
    if (count > in.remaining()) {
      throw new BufferUnderflowException();
    }

    in.position(in.position() + count);
  }
}
