package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.TemporaryCopy;
import io.soundalike.audio.UndecodableException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * AIFF and AIFF-C. Samples without compression are decoded.
 *
 * <p>References: Apple, Audio Interchange File Format 1.3, 1989; Apple, AIFF-C draft, 1991
 */
public final class AiffFormat implements AudioFormat {

  private static final int FORM_BYTES = 12;

  /** Offset and block size, which precede the samples. */
  private static final int SOUND_HEADER_BYTES = 8;

  @Override
  public String name() {
    return "AIFF";
  }

  @Override
  public boolean matches(byte[] head) {
    String type = MagicBytes.ascii(head, 8, 4);
    return MagicBytes.ascii(head, 0, 4).equals("FORM")
        && (type.equals("AIFF") || type.equals("AIFC"));
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    in.readNBytes(FORM_BYTES);
    Chunks chunks = Chunks.ofIff(in, ByteOrder.BIG_ENDIAN, length - FORM_BYTES);
    AiffCommonChunk common = null;

    while (chunks.next()) {
      switch (chunks.id()) {
        case "COMM" -> common = AiffCommonChunk.of(chunks.read(AiffCommonChunk.BYTES));
        case "SSND" -> {
          return common == null
              ? openBeforeCommon(in, chunks)
              : openSound(in, chunks, common, () -> {});
        }
        default -> chunks.skip();
      }
    }

    throw new UndecodableException(AudioFault.DAMAGED, "AIFF without a sound data chunk");
  }

  /** The chunk that describes the samples stands behind them, so they are copied to be reread. */
  private static SampleSource openBeforeCommon(InputStream in, Chunks chunks)
      throws IOException, UndecodableException {
    TemporaryCopy copy = TemporaryCopy.of(in);

    try {
      AiffCommonChunk common =
          findCommon(chunks.continuedIn(new BufferedInputStream(copy.streamFrom(0))));

      if (common == null) {
        throw new UndecodableException(AudioFault.DAMAGED, "AIFF without a common chunk");
      }

      InputStream sound = new BufferedInputStream(copy.streamFrom(0));
      return openSound(sound, chunks.continuedIn(sound), common, copy);
    } catch (IOException | UndecodableException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private static @Nullable AiffCommonChunk findCommon(Chunks chunks) throws IOException {
    do {
      if (chunks.id().equals("COMM")) {
        return AiffCommonChunk.of(chunks.read(AiffCommonChunk.BYTES));
      }

      chunks.skip();
    } while (chunks.next());

    return null;
  }

  /**
   * Opens the samples of a sound data chunk. Its size tells their number; if it is not known, the
   * common chunk does.
   */
  private static SampleSource openSound(
      InputStream in, Chunks chunks, AiffCommonChunk common, Closeable opened)
      throws IOException, UndecodableException {
    ByteBuffer header = chunks.readFields(SOUND_HEADER_BYTES);
    long offset = header.limit() < SOUND_HEADER_BYTES ? 0 : HeaderFields.unsigned(header, 0);
    chunks.skipBytes(offset);
    PcmLayout layout = common.layout();
    long size = chunks.size() - SOUND_HEADER_BYTES - offset;
    long bytesLeft = chunks.bytesLeft();

    if (HeaderFields.isUnknownSize(size, bytesLeft)) {
      long frames = common.frames();
      size = HeaderFields.isUnknownSize(frames, bytesLeft) ? 0 : frames * layout.frameBytes();
    }

    return new PcmSource(in, layout.withSize(size, bytesLeft), opened);
  }
}
