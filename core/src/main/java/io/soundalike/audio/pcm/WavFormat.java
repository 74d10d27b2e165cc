package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;

/**
 * WAV: RIFF, its big-endian form RIFX, and RF64 and BW64 for long files. Samples without
 * compression and MP3 are decoded.
 *
 * <p>References: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0,
 * 1991; EBU Tech 3306 (RF64); ITU-R BS.2088 (BW64)
 */
public final class WavFormat implements AudioFormat {

  private static final int RIFF_HEADER_BYTES = 12;

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
    return WaveChunks.open(in, Chunks.ofIff(in, order, length - RIFF_HEADER_BYTES), name());
  }
}
