package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import io.soundalike.audio.mpeg.MpegFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the data chunk of WAV and Wave64.
 *
 * <p>References: EBU Tech 3306 (the chunk {@code ds64} of RF64); ITU-R BS.2088 (BW64)
 */
final class WaveChunks {

  private static final int SIZES_BYTES = 16;
  private static final int DATA_SIZE_OFFSET = 8;

  /** Size of a data chunk whose true size the chunk {@code ds64} states. */
  private static final long LONG_SIZE = 0xFFFFFFFFL;

  private WaveChunks() {}

  /**
   * Opens a file.
   *
   * @param in stream of the chunks; supports {@code mark}
   * @param chunks before the first one
   * @param container name of the file format
   */
  static SampleSource open(InputStream in, Chunks chunks, String container)
      throws IOException, UndecodableException {
    WaveFormatChunk format = null;
    long longSize = 0;

    while (chunks.next()) {
      switch (chunks.id()) {
        case "ds64" -> longSize = readDataSize(chunks.read(SIZES_BYTES));
        case "fmt " -> format = WaveFormatChunk.of(chunks.read(WaveFormatChunk.BYTES));
        case "data" -> {
          boolean isLong = chunks.size() == LONG_SIZE && longSize > 0;
          return open(in, format, isLong ? longSize : chunks.size(), chunks.bytesLeft(), container);
        }
        default -> chunks.skip();
      }
    }

    throw new UndecodableException(AudioFault.DAMAGED, container + " without a data chunk");
  }

  private static long readDataSize(ByteBuffer chunk) {
    return chunk.limit() < SIZES_BYTES ? 0 : chunk.getLong(DATA_SIZE_OFFSET);
  }

  private static SampleSource open(
      InputStream in, @Nullable WaveFormatChunk format, long size, long bytesLeft, String container)
      throws IOException, UndecodableException {
    if (format == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, container + " without a format chunk before its data");
    }

    if (format.isMpeg()) {
      boolean isUnknown = HeaderFields.isUnknownSize(size, bytesLeft);
      return new MpegFormat().open(in, isUnknown ? bytesLeft : Math.min(size, bytesLeft));
    }

    return new PcmSource(in, format.layout(container).withSize(size, bytesLeft));
  }
}
