package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;

/**
 * AU of Sun, NeXT and DEC in both byte orders. Samples without compression are decoded.
 *
 * <p>References: Sun Microsystems, audio file format, manual page au(4)
 */
public final class AuFormat implements AudioFormat {

  private static final int HEADER_BYTES = 24;
  private static final int OFFSET_AT = 4;

  /** A text may begin like the magic bytes; read as an offset, its characters are above this. */
  private static final int LARGEST_OFFSET = 1 << 24;

  /** Of Sun and NeXT, and of DEC. */
  private static final Set<String> BIG_ENDIAN = Set.of(".snd", ".sd\0");

  private static final Set<String> LITTLE_ENDIAN = Set.of("dns.", "\0ds.");

  private static final Map<Integer, String> UNSUPPORTED_ENCODINGS =
      Map.of(
          8, "fragmented samples",
          10, "a DSP program",
          18, "NeXT compressed samples",
          19, "NeXT compressed samples",
          20, "NeXT compressed samples",
          23, "G.721 ADPCM",
          24, "G.722 ADPCM",
          25, "G.723 ADPCM of 3 bits",
          26, "G.723 ADPCM of 5 bits");

  @Override
  public String name() {
    return "AU";
  }

  @Override
  public boolean matches(byte[] head) {
    String magic = MagicBytes.ascii(head, 0, 4);
    return BIG_ENDIAN.contains(magic)
        || LITTLE_ENDIAN.contains(magic)
            && head.length >= HEADER_BYTES
            && HeaderFields.unsigned(header(head), OFFSET_AT) < LARGEST_OFFSET;
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    byte[] bytes = in.readNBytes(HEADER_BYTES);

    if (bytes.length < HEADER_BYTES) {
      throw new UndecodableException(AudioFault.DAMAGED, "AU file that ends in its header");
    }

    ByteBuffer header = header(bytes);
    PcmLayout layout = layout(header);
    long offset = Math.max(HEADER_BYTES, HeaderFields.unsigned(header, OFFSET_AT));
    long bytesLeft = length - offset;

    if (bytesLeft <= 0) {
      throw new UndecodableException(AudioFault.DAMAGED, "AU file that ends before its samples");
    }

    in.skipNBytes(offset - HEADER_BYTES);
    return new PcmSource(in, layout.withSize(HeaderFields.unsigned(header, 8), bytesLeft));
  }

  private static ByteBuffer header(byte[] bytes) {
    return ByteBuffer.wrap(bytes)
        .order(bytes[0] == '.' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  private static PcmLayout layout(ByteBuffer header) throws UndecodableException {
    int encoding = header.getInt(12);
    return switch (encoding) {
      case 1 -> layout(header, PcmLayout.Encoding.MU_LAW, 1);
      case 2, 3, 4, 5 -> layout(header, PcmLayout.Encoding.SIGNED, encoding - 1);
      case 6 -> layout(header, PcmLayout.Encoding.FLOAT, 4);
      case 7 -> layout(header, PcmLayout.Encoding.FLOAT, 8);
      case 27 -> layout(header, PcmLayout.Encoding.A_LAW, 1);
      default ->
          throw new UndecodableException(
              AudioFault.UNSUPPORTED,
              "AU in "
                  + UNSUPPORTED_ENCODINGS.getOrDefault(
                      encoding, "the encoding " + Integer.toUnsignedString(encoding))
                  + " is not supported");
    };
  }

  private static PcmLayout layout(ByteBuffer header, PcmLayout.Encoding encoding, int sampleBytes) {
    return new PcmLayout(
        encoding,
        HeaderFields.count(header, 20),
        HeaderFields.count(header, 16),
        sampleBytes,
        8 * sampleBytes,
        header.order() == ByteOrder.BIG_ENDIAN);
  }
}
