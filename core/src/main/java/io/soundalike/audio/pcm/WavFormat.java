package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.mpeg.MpegFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * WAV: RIFF, its big-endian form RIFX, and RF64 and BW64 for long files. Samples without
 * compression and MP3 are decoded.
 *
 * <p>References: Microsoft, Multiple Channel Audio Data and WAVE Files, 2007; EBU Tech 3306 (RF64);
 * ITU-R BS.2088 (BW64)
 */
public final class WavFormat implements AudioFormat {

  private static final int RIFF_HEADER_BYTES = 12;
  private static final int FORMAT_BYTES = 40;
  private static final int SHORTEST_FORMAT_BYTES = 16;
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
          0x2001, "DTS");

  /** The fields of a format chunk. */
  private record Format(int tag, int channels, int rateHz, int frameBytes, int bits) {}

  @Override
  public String name() {
    return "WAV";
  }

  @Override
  public boolean matches(byte[] head) {
    String start = MagicBytes.ascii(head, 0, 4);
    return MagicBytes.ascii(head, 8, 4).equals("WAVE")
        && (start.equals("RIFF")
            || start.equals("RIFX")
            || start.equals("RF64")
            || start.equals("BW64"));
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    byte[] riff = in.readNBytes(RIFF_HEADER_BYTES);
    ByteOrder order = riff[3] == 'X' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    RiffChunks chunks = new RiffChunks(in, order);
    Format format = null;
    long longSize = 0;

    while (chunks.next()) {
      switch (chunks.id()) {
        case "ds64" -> longSize = readDataSize(chunks.read(SHORTEST_FORMAT_BYTES));
        case "fmt " -> format = readFormat(chunks.read(FORMAT_BYTES));
        case "data" -> {
          boolean isLong = chunks.size() == 0xFFFFFFFFL && longSize > 0;
          return open(
              in,
              format,
              isLong ? longSize : chunks.size(),
              length - RIFF_HEADER_BYTES - chunks.position(),
              order);
        }
        default -> chunks.skip();
      }
    }

    throw new UndecodableException(AudioFault.DAMAGED, "WAV without a data chunk");
  }

  private static long readDataSize(ByteBuffer chunk) {
    return chunk.limit() < SHORTEST_FORMAT_BYTES ? 0 : chunk.getLong(8);
  }

  private static @Nullable Format readFormat(ByteBuffer chunk) {
    if (chunk.limit() < SHORTEST_FORMAT_BYTES) {
      return null;
    }

    int tag = chunk.getShort(0) & 0xFFFF;

    if (tag == EXTENSIBLE) {
      tag = chunk.limit() < FORMAT_BYTES ? PCM : chunk.getShort(SUB_FORMAT_OFFSET) & 0xFFFF;
    }

    return new Format(
        tag,
        chunk.getShort(2) & 0xFFFF,
        (int) Math.min(Integer.MAX_VALUE, chunk.getInt(4) & 0xFFFFFFFFL),
        chunk.getShort(12) & 0xFFFF,
        chunk.getShort(14) & 0xFFFF);
  }

  private static SampleSource open(
      InputStream in, @Nullable Format format, long size, long bytesLeft, ByteOrder order)
      throws IOException, UndecodableException {
    if (format == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "WAV without a format chunk before its data");
    }

    boolean isUnknown = size == 0 || size > bytesLeft && size >= PcmLayout.UNKNOWN_BYTES;

    if (format.tag() == MP3 || format.tag() == MPEG) {
      long bytes = isUnknown ? bytesLeft : Math.min(size, bytesLeft);
      return new MpegFormat().open(in, bytes);
    }

    PcmLayout.Encoding encoding = encoding(format);
    int sampleBytes =
        format.channels() > 0 && format.frameBytes() >= format.channels()
            ? format.frameBytes() / format.channels()
            : (format.bits() + 7) / 8;
    int validBytes = (format.bits() + 7) / 8;
    long frameBytes = Math.max(1, (long) sampleBytes * format.channels());
    return new PcmSource(
        in,
        new PcmLayout(
            encoding == PcmLayout.Encoding.SIGNED && sampleBytes == 1
                ? PcmLayout.Encoding.UNSIGNED
                : encoding,
            format.channels(),
            format.rateHz(),
            sampleBytes,
            encoding == PcmLayout.Encoding.SIGNED
                && order == ByteOrder.LITTLE_ENDIAN
                && validBytes > 0
                && validBytes < sampleBytes
                && sampleBytes <= 4,
            validBytes,
            order == ByteOrder.BIG_ENDIAN,
            isUnknown ? 0 : size / frameBytes));
  }

  private static PcmLayout.Encoding encoding(Format format) throws UndecodableException {
    return switch (format.tag()) {
      case PCM -> PcmLayout.Encoding.SIGNED;
      case FLOAT -> PcmLayout.Encoding.FLOAT;
      case A_LAW -> PcmLayout.Encoding.A_LAW;
      case MU_LAW -> PcmLayout.Encoding.MU_LAW;
      default ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED,
              "WAV in "
                  + UNSUPPORTED_CODECS.getOrDefault(
                      format.tag(), String.format(Locale.ROOT, "the codec 0x%X", format.tag()))
                  + " is not supported");
    };
  }
}
