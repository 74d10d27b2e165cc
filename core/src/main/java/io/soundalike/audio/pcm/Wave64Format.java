package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sony Wave64, a form of WAV for long files. Samples without compression and MP3 are decoded.
 *
 * <p>References: Sonic Foundry, Wave64 file format
 */
public final class Wave64Format implements AudioFormat {

  private static final int RIFF_HEADER_BYTES = 40;
  private static final int FORM_OFFSET = 24;

  /** GUIDs of the file and of its form. */
  private static final String RIFF = "riff.\u0091\u00cf\u0011\u00a5\u00d6(\u00db";

  private static final String WAVE = "wave\u00f3\u00ac\u00d3\u0011\u008c\u00d1\u0000\u00c0";

  @Override
  public String name() {
    return "Wave64";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, RIFF.length()).equals(RIFF)
        && MagicBytes.ascii(head, FORM_OFFSET, WAVE.length()).equals(WAVE);
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    in.readNBytes(RIFF_HEADER_BYTES);
    return WaveChunks.open(in, Chunks.ofWave64(in, length - RIFF_HEADER_BYTES), name());
  }
}
