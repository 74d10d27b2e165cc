package io.soundalike.audio.ogg;

import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ogg Vorbis, decoded by JOrbis. Of chained streams only the first is decoded.
 *
 * <p>References: Xiph.Org, Vorbis I specification; RFC 3533 (Ogg)
 */
public final class VorbisFormat implements AudioFormat {

  /** Offset of the first packet in a page that contains no other. */
  private static final int PACKET_OFFSET = 28;

  @Override
  public String name() {
    return "Ogg Vorbis";
  }

  @Override
  public boolean matches(byte[] head) {
    return MagicBytes.ascii(head, 0, 4).equals("OggS")
        && MagicBytes.ascii(head, PACKET_OFFSET, 7).equals("\u0001vorbis");
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException {
    return new VorbisSource(in);
  }
}
