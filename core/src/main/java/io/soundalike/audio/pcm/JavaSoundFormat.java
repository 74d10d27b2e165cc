package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** WAV, AIFF and AU, decoded by Java Sound. */
public final class JavaSoundFormat implements AudioFormat {

  /** Writers that do not know the length in advance store a value near the field's maximum. */
  private static final long UNKNOWN_BYTES = 0x7FFF0000L;

  @Override
  public String name() {
    return "WAV/AIFF/AU";
  }

  @Override
  public boolean matches(byte[] head) {
    String start = MagicBytes.ascii(head, 0, 12);
    return start.startsWith("RIFF") && start.startsWith("WAVE", 8)
        || start.startsWith("FORM") && (start.startsWith("AIFF", 8) || start.startsWith("AIFC", 8))
        || start.startsWith(".snd");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    try {
      AudioInputStream stream = AudioSystem.getAudioInputStream(in);
      Encoding encoding = stream.getFormat().getEncoding();

      if (encoding.equals(Encoding.ULAW) || encoding.equals(Encoding.ALAW)) {
        stream = AudioSystem.getAudioInputStream(Encoding.PCM_SIGNED, stream);
      }

      long announced = stream.getFrameLength();
      int frameBytes = stream.getFormat().getFrameSize();
      boolean known = announced > 0 && announced * frameBytes < UNKNOWN_BYTES;
      return new PcmSource(stream, known ? announced : 0);
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          "WAV, AIFF or AU file in an encoding that Java Sound cannot read");
    }
  }
}
