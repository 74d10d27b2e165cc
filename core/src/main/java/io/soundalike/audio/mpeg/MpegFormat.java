package io.soundalike.audio.mpeg;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/**
 * MPEG audio, decoded by JLayer: MPEG-1 of layers I to III, MPEG-2 and 2.5 of layer III. JLayer
 * 1.0.1 halves the length of frames of MPEG-2 layer II, and counts their subbands as MPEG-1 does.
 * The format has no magic bytes, so every file that is no other known format is searched for its
 * frames.
 */
public final class MpegFormat implements AudioFormat {

  @Override
  public String name() {
    return "MPEG";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.identifyUnsupported(head) == null;
  }

  @Override
  public boolean hasSignature() {
    return false;
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    MpegFrames frames = new MpegFrames(in);
    MpegHeader first = frames.first();

    if (first == null) {
      throw notAudio(length);
    }

    if (first.bitrateKbps() == 0) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          "MPEG audio in free format, whose frames do not state their length");
    }

    if (first.layer() == 2 && first.version() != 1) {
      throw new UndecodableException(
          AudioFault.UNSUPPORTED,
          String.format(
              Locale.ROOT,
              "MPEG-%s audio of layer II; of this layer only MPEG-1 is supported",
              first.version() == 2 ? "2" : "2.5"));
    }

    return new MpegSource(frames, length);
  }

  /** The fault of a file without a sequence of MPEG frames. */
  static UndecodableException notAudio(long bytes) {
    return new UndecodableException(
        AudioFault.NOT_AUDIO,
        String.format(
            Locale.ROOT,
            "no known format, and no sequence of MPEG audio frames in %d %s",
            bytes,
            bytes == 1 ? "byte" : "bytes"));
  }
}
