package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * MPEG-1, 2 and 2.5 audio, layers I to III, by JLayer. It has no mark of its own at the file's
 * beginning, so every file may be of this kind.
 */
final class MpegFormat implements AudioFormat {

  @Override
  public String name() {
    return "MPEG";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.nameOf(head) == null;
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    MpegFrames frames = new MpegFrames(in);
    MpegHeader first = frames.first();

    if (first == null) {
      throw new UndecodableException(
          AudioFault.NOT_AUDIO,
          String.format(Locale.ROOT, "no run of MPEG audio frames in %d bytes", length));
    }

    if (first.bitrateKbps() == 0) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          "MPEG audio in free format, whose frames do not tell their length");
    }

    return new MpegSource(frames, first, length);
  }
}
