package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Core Audio Format. Samples without compression are decoded.
 *
 * <p>References: Apple Core Audio Format Specification 1.0
 */
public final class CafFormat implements AudioFormat {

  private static final int FILE_HEADER_BYTES = 8;
  private static final int DESCRIPTION_BYTES = 32;
  private static final int EDIT_COUNT_BYTES = 4;
  private static final int FLAG_FLOAT = 1;
  private static final int FLAG_LITTLE_ENDIAN = 2;

  private static final Map<String, String> UNSUPPORTED_CODECS =
      Map.ofEntries(
          Map.entry("alac", "Apple Lossless"),
          Map.entry("aac ", "AAC"),
          Map.entry("aace", "AAC"),
          Map.entry("aacl", "AAC"),
          Map.entry("aach", "AAC"),
          Map.entry("aacp", "AAC"),
          Map.entry("ima4", "IMA ADPCM"),
          Map.entry(".mp1", "MPEG audio"),
          Map.entry(".mp2", "MPEG audio"),
          Map.entry(".mp3", "MP3"),
          Map.entry("MAC3", "MACE 3:1"),
          Map.entry("MAC6", "MACE 6:1"),
          Map.entry("QDM2", "QDesign Music"),
          Map.entry("QDMC", "QDesign Music"),
          Map.entry("Qclp", "Qualcomm PureVoice"),
          Map.entry("agsm", "GSM"),
          Map.entry("ilbc", "iLBC"),
          Map.entry("samr", "AMR"),
          Map.entry("ac-3", "AC-3"),
          Map.entry("flac", "FLAC"),
          Map.entry("opus", "Opus"));

  @Override
  public String name() {
    return "CAF";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, 4).equals("caff");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    in.readNBytes(FILE_HEADER_BYTES);
    Chunks chunks = Chunks.ofCaf(in, length - FILE_HEADER_BYTES);
    PcmLayout layout = null;

    while (chunks.next()) {
      switch (chunks.id()) {
        case "desc" -> layout = readDescription(chunks.read(DESCRIPTION_BYTES));
        case "data" -> {
          return openData(in, chunks, layout);
        }
        default -> chunks.skip();
      }
    }

    throw new UndecodableException(AudioFault.DAMAGED, "CAF without a data chunk");
  }

  private static SampleSource openData(InputStream in, Chunks chunks, @Nullable PcmLayout layout)
      throws IOException, UndecodableException {
    if (layout == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "CAF without a description before its data");
    }

    chunks.readFields(EDIT_COUNT_BYTES);
    return new PcmSource(in, layout.withSize(chunks.size() - EDIT_COUNT_BYTES, chunks.bytesLeft()));
  }

  private static @Nullable PcmLayout readDescription(ByteBuffer chunk) throws UndecodableException {
    if (chunk.limit() < DESCRIPTION_BYTES) {
      return null;
    }

    boolean isFloat = (chunk.getInt(12) & FLAG_FLOAT) != 0;
    String codec = HeaderFields.fourCharacterCode(chunk, 8);
    return switch (codec) {
      case "lpcm" -> layout(chunk, isFloat ? PcmLayout.Encoding.FLOAT : PcmLayout.Encoding.SIGNED);
      case "alaw" -> layout(chunk, PcmLayout.Encoding.A_LAW);
      case "ulaw" -> layout(chunk, PcmLayout.Encoding.MU_LAW);
      default ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED,
              String.format(
                  Locale.ROOT,
                  "CAF in %s is not supported",
                  UNSUPPORTED_CODECS.getOrDefault(codec, "the codec \"" + codec + "\"")));
    };
  }

  private static PcmLayout layout(ByteBuffer chunk, PcmLayout.Encoding encoding) {
    int frameBytes = HeaderFields.count(chunk, 16) / Math.max(1, HeaderFields.count(chunk, 20));
    int channels = HeaderFields.count(chunk, 24);
    int bits = HeaderFields.count(chunk, 28);
    return new PcmLayout(
        encoding,
        channels,
        HeaderFields.rateHz(chunk.getDouble(0)),
        channels > 0 && frameBytes >= channels ? frameBytes / channels : (int) ((bits + 7L) / 8),
        bits,
        (chunk.getInt(12) & FLAG_LITTLE_ENDIAN) == 0);
  }
}
