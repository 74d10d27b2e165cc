package io.soundalike.audio;

import java.io.IOException;
import java.io.InputStream;

/** Ogg Vorbis, by JOrbis. Of chained streams the first is decoded. */
public final class VorbisFormat implements AudioFormat {

  /** Where the first packet lies in a page that holds it alone. */
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
