package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The common chunk of AIFF and AIFF-C, which describes the samples.
 *
 * <p>References: Apple, Audio Interchange File Format 1.3, 1989; Apple, AIFF-C draft, 1991; Apple,
 * QuickTime File Format, 2012 (compression types)
 *
 * @param channels number of channels
 * @param frames number of samples of each channel; 0 if unknown
 * @param bits bits of one sample
 * @param rateHz sample rate, in Hz
 * @param compression compression type
 */
record AiffCommonChunk(int channels, long frames, int bits, int rateHz, String compression) {

  /** Bytes that are read; the name of the compression follows them. */
  static final int BYTES = 22;

  private static final int AIFF_BYTES = 18;
  private static final int RATE_OFFSET = 8;
  private static final String NONE = "NONE";

  private static final Map<String, String> UNSUPPORTED_CODECS =
      Map.ofEntries(
          Map.entry("ima4", "IMA ADPCM"),
          Map.entry("MAC3", "MACE 3:1"),
          Map.entry("MAC6", "MACE 6:1"),
          Map.entry("ACE2", "ACE 2:1"),
          Map.entry("ACE8", "ACE 8:3"),
          Map.entry("GSM ", "GSM"),
          Map.entry("G722", "G.722 ADPCM"),
          Map.entry("G726", "G.726 ADPCM"),
          Map.entry("G728", "G.728"),
          Map.entry("ADP4", "Intel DVI ADPCM"),
          Map.entry("DWVW", "delta with variable word width"),
          Map.entry("QDM2", "QDesign Music"),
          Map.entry("QDMC", "QDesign Music"),
          Map.entry("Qclp", "Qualcomm PureVoice"),
          Map.entry("rt24", "Voxware"),
          Map.entry("rt29", "Voxware"));

  /** Reads the chunk; null if it is too short. */
  static @Nullable AiffCommonChunk of(ByteBuffer chunk) {
    return chunk.limit() < AIFF_BYTES
        ? null
        : new AiffCommonChunk(
            chunk.getShort(0) & 0xFFFF,
            HeaderFields.unsigned(chunk, 2),
            chunk.getShort(6) & 0xFFFF,
            HeaderFields.rateHz(extended(chunk, RATE_OFFSET)),
            chunk.limit() < BYTES ? NONE : HeaderFields.fourCharacterCode(chunk, AIFF_BYTES));
  }

  /**
   * Layout of the samples, without their number. Integers are in the upper bits of whole bytes.
   *
   * @throws UndecodableException if they are compressed
   */
  PcmLayout layout() throws UndecodableException {
    int sampleBytes = (bits + 7) / 8;
    return switch (compression) {
      case NONE, "twos" -> layout(PcmLayout.Encoding.SIGNED, sampleBytes, true);
      case "sowt" -> layout(PcmLayout.Encoding.SIGNED, sampleBytes, false);
      case "raw " -> layout(PcmLayout.Encoding.UNSIGNED, sampleBytes, true);
      case "in24" -> layout(PcmLayout.Encoding.SIGNED, 3, true);
      case "in32" -> layout(PcmLayout.Encoding.SIGNED, 4, true);
      case "42ni" -> layout(PcmLayout.Encoding.SIGNED, 3, false);
      case "23ni" -> layout(PcmLayout.Encoding.SIGNED, 4, false);
      case "fl32", "FL32" -> layout(PcmLayout.Encoding.FLOAT, 4, true);
      case "fl64", "FL64" -> layout(PcmLayout.Encoding.FLOAT, 8, true);
      case "alaw", "ALAW" -> layout(PcmLayout.Encoding.A_LAW, 1, true);
      case "ulaw", "ULAW" -> layout(PcmLayout.Encoding.MU_LAW, 1, true);
      default ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED,
              String.format(
                  Locale.ROOT,
                  "AIFF-C in %s is not supported",
                  UNSUPPORTED_CODECS.getOrDefault(
                      compression, "the compression \"" + compression + "\"")));
    };
  }

  private PcmLayout layout(PcmLayout.Encoding encoding, int sampleBytes, boolean isBigEndian) {
    return new PcmLayout(encoding, channels, rateHz, sampleBytes, 8 * sampleBytes, isBigEndian);
  }

  /**
   * An extended float of 80 bits: sign, exponent of 15 bits, mantissa of 64 bits whose first one is
   * the integer. The sign is ignored.
   */
  private static double extended(ByteBuffer chunk, int at) {
    int exponent = (chunk.getShort(at) & 0x7FFF) - 0x3FFF;
    double mantissa = (chunk.getLong(at + 2) >>> 1) * 0x1p-62;
    return Math.scalb(mantissa, exponent);
  }
}
