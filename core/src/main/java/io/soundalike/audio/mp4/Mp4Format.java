package io.soundalike.audio.mp4;

import io.soundalike.audio.AudioFormat;
import io.soundalike.audio.MagicBytes;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.TemporaryCopy;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * MP4, M4A and QuickTime files, whose first audio track is decoded. The file is copied to the
 * temporary folder, because its tables may stand behind the packets.
 *
 * <p>References: ISO/IEC 14496-12 and 14496-14; Apple, QuickTime File Format, 2001
 */
public final class Mp4Format implements AudioFormat {

  /** Boxes with which a file begins; old QuickTime files have no file type. */
  private static final Set<String> FIRST_BOXES =
      Set.of("ftyp", "moov", "mdat", "wide", "free", "skip", "pnot");

  @Override
  public String name() {
    return "MP4";
  }

  @Override
  public boolean matches(byte[] head) {
    return FIRST_BOXES.contains(MagicBytes.ascii(head, 4, 4));
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    return Mp4Source.open(TemporaryCopy.of(in));
  }
}
