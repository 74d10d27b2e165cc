package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The format chunk of WAV and Wave64.
 *
 * <p>References: Microsoft, Multiple Channel Audio Data and WAVE Files, 2007
 *
 * @param tag codec
 * @param channels number of channels
 * @param rateHz sample rate, in Hz
 * @param frameBytes block alignment: bytes of one sample of all channels
 * @param bits bits of one sample
 * @param isBigEndian byte order of the file
 */
record WaveFormatChunk(
    int tag, int channels, int rateHz, int frameBytes, int bits, boolean isBigEndian) {

  /** Bytes of the longest form of the chunk. */
  static final int BYTES = 40;

  private static final int SHORTEST_BYTES = 16;
  private static final int SUB_FORMAT_OFFSET = 24;

  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int MPEG = 0x50;
  private static final int MP3 = 0x55;
  private static final int EXTENSIBLE = 0xFFFE;

  private static final Map<Integer, String> UNSUPPORTED_CODECS =
      Map.of(
          0x02, "Microsoft ADPCM",
          0x11, "IMA ADPCM",
          0x31, "GSM 6.10",
          0x92, "AC-3",
          0xFF, "AAC",
          0x161, "Windows Media audio",
          0x270, "ATRAC3",
          0x2000, "AC-3",
          0x2001, "DTS");

  /** Reads the chunk; null if it is too short. */
  static @Nullable WaveFormatChunk of(ByteBuffer chunk) {
    if (chunk.limit() < SHORTEST_BYTES) {
      return null;
    }

    int tag = chunk.getShort(0) & 0xFFFF;

    if (tag == EXTENSIBLE) {
      tag = chunk.limit() < BYTES ? PCM : chunk.getShort(SUB_FORMAT_OFFSET) & 0xFFFF;
    }

    return new WaveFormatChunk(
        tag,
        chunk.getShort(2) & 0xFFFF,
        HeaderFields.count(chunk, 4),
        chunk.getShort(12) & 0xFFFF,
        chunk.getShort(14) & 0xFFFF,
        chunk.order() == ByteOrder.BIG_ENDIAN);
  }

  /** Whether the data are MPEG audio. */
  boolean isMpeg() {
    return tag == MP3 || tag == MPEG;
  }

  /**
   * Layout of uncompressed samples.
   *
   * @param container name of the file format
   * @throws UndecodableException if the codec is another one
   */
  PcmLayout layout(String container) throws UndecodableException {
    int sampleBytes =
        channels > 0 && frameBytes >= channels ? frameBytes / channels : (bits + 7) / 8;
    return new PcmLayout(
        encoding(container, sampleBytes), channels, rateHz, sampleBytes, bits, isBigEndian);
  }

  private PcmLayout.Encoding encoding(String container, int sampleBytes)
      throws UndecodableException {
    return switch (tag) {
      case PCM -> sampleBytes == 1 ? PcmLayout.Encoding.UNSIGNED : PcmLayout.Encoding.SIGNED;
      case FLOAT -> PcmLayout.Encoding.FLOAT;
      case A_LAW -> PcmLayout.Encoding.A_LAW;
      case MU_LAW -> PcmLayout.Encoding.MU_LAW;
      default ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED,
              container
                  + " in "
                  + UNSUPPORTED_CODECS.getOrDefault(
                      tag, String.format(Locale.ROOT, "the codec 0x%X", tag))
                  + " is not supported");
    };
  }
}
