package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;

/** Ogg files with a stream of a codec that can be decoded, beside any others. */
public final class OggFormat implements AudioFormat {

  static final String CODECS = "Vorbis/Opus/FLAC";

  @Override
  public String name() {
    return "Ogg " + CODECS;
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, 4).equals("OggS");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    return new OggSource(in);
  }
}
