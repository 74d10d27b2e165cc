package io.soundalike.audio.alac;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The magic cookie of an ALAC stream.
 *
 * <p>References: Apple, ALACMagicCookieDescription, 2011
 *
 * @param frameLength samples of each channel in a packet, but for the last
 * @param bitDepth bits of a sample: 16, 20, 24 or 32
 * @param historyMultiplier speed at which the entropy coder adapts ({@code pb})
 * @param initialHistory initial state of the entropy coder ({@code mb})
 * @param parameterLimit largest Golomb parameter of the entropy coder ({@code kb})
 * @param channels number of channels, 1 to 8
 * @param sampleRateHz sample rate, in Hz
 */
record AlacConfig(
    int frameLength,
    int bitDepth,
    int historyMultiplier,
    int initialHistory,
    int parameterLimit,
    int channels,
    int sampleRateHz) {

  /** Number of bytes of the fields; a channel layout may follow. */
  private static final int FIELD_BYTES = 24;

  /** Size and type of an atom; in QuickTime files, two atoms surround the fields. */
  private static final int ATOM_HEADER_BYTES = 8;

  private static final int FORMAT_ATOM_BYTES = 12;
  private static final int VERSION_BYTES = 4;

  /** Encoders use 4096. */
  private static final int MAX_FRAME_LENGTH = 1 << 16;

  private static final int MAX_CHANNELS = 8;

  /**
   * Reads a cookie, with or without the atoms of QuickTime around it.
   *
   * @throws UndecodableException if the cookie is not valid
   */
  static AlacConfig parse(byte[] cookie) throws UndecodableException {
    int offset = isAtom(cookie, 0, "frma") ? FORMAT_ATOM_BYTES : 0;
    offset += isAtom(cookie, offset, "alac") ? ATOM_HEADER_BYTES + VERSION_BYTES : 0;

    if (cookie.length < offset + FIELD_BYTES) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "an ALAC magic cookie of " + cookie.length + " bytes is too short");
    }

    ByteBuffer fields = ByteBuffer.wrap(cookie, offset, FIELD_BYTES).slice();
    int version = fields.get(4);

    if (version != 0) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED, "ALAC version " + version + " is not supported, only 0");
    }

    AlacConfig config =
        new AlacConfig(
            fields.getInt(0),
            fields.get(5),
            fields.get(6) & 0xFF,
            fields.get(7) & 0xFF,
            fields.get(8) & 0xFF,
            fields.get(9) & 0xFF,
            fields.getInt(20));
    config.validate();
    return config;
  }

  private static boolean isAtom(byte[] cookie, int offset, String type) {
    return cookie.length >= offset + ATOM_HEADER_BYTES
        && new String(cookie, offset + 4, 4, StandardCharsets.ISO_8859_1).equals(type);
  }

  private void validate() throws UndecodableException {
    boolean isDepthKnown = bitDepth == 16 || bitDepth == 20 || bitDepth == 24 || bitDepth == 32;

    if (frameLength < 1
        || frameLength > MAX_FRAME_LENGTH
        || !isDepthKnown
        || channels < 1
        || channels > MAX_CHANNELS) {
      throw new UndecodableException(
          AudioFault.DAMAGED,
          String.format(
              Locale.ROOT,
              "an ALAC magic cookie of %d channels, %d bits and %d samples in a packet is not"
                  + " valid",
              channels,
              bitDepth,
              frameLength));
    }
  }
}
