package io.soundalike.audio.pcm;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import javax.sound.sampled.AudioFormat.Encoding;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** AIFF and AU, whose headers are read by Java Sound. */
public final class JavaSoundFormat implements AudioFormat {

  private static final Map<Encoding, PcmLayout.Encoding> ENCODINGS =
      Map.of(
          Encoding.PCM_SIGNED, PcmLayout.Encoding.SIGNED,
          Encoding.PCM_UNSIGNED, PcmLayout.Encoding.UNSIGNED,
          Encoding.PCM_FLOAT, PcmLayout.Encoding.FLOAT,
          Encoding.ALAW, PcmLayout.Encoding.A_LAW,
          Encoding.ULAW, PcmLayout.Encoding.MU_LAW);

  @Override
  public String name() {
    return "AIFF/AU";
  }

  @Override
  public boolean matches(byte[] head) {
    String start = MagicBytes.ascii(head, 0, 12);
    return start.startsWith("FORM") && (start.startsWith("AIFF", 8) || start.startsWith("AIFC", 8))
        || start.startsWith(".snd");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    try {
      AudioInputStream stream = AudioSystem.getAudioInputStream(in);
      PcmLayout.Encoding encoding = ENCODINGS.get(stream.getFormat().getEncoding());

      if (encoding == null) {
        throw unsupported();
      }

      return new PcmSource(stream, layout(stream, encoding));
    } catch (UnsupportedAudioFileException | IllegalArgumentException e) {
      throw unsupported();
    }
  }

  private static PcmLayout layout(AudioInputStream stream, PcmLayout.Encoding encoding) {
    javax.sound.sampled.AudioFormat format = stream.getFormat();
    long announced = stream.getFrameLength();
    boolean known = announced > 0 && announced * format.getFrameSize() < PcmLayout.UNKNOWN_BYTES;
    int channels = format.getChannels();
    int sampleBytes = channels > 0 ? format.getFrameSize() / channels : 0;
    return new PcmLayout(
        encoding,
        channels,
        Math.round(format.getSampleRate()),
        sampleBytes,
        false,
        sampleBytes,
        format.isBigEndian(),
        known ? announced : 0);
  }

  private static UndecodableException unsupported() {
    return new UndecodableException(
        AudioFault.UNSUPPORTED, "AIFF or AU file in an encoding that Java Sound cannot read");
  }
}
