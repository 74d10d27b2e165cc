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

  /** Boxes with which old QuickTime files begin, which have no file type. */
  private static final Set<String> FIRST_BOXES =
      Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

  /** A text begins with a letter, a size below 512 MB with a smaller byte. */
  private static final int MIN_LETTER = 0x20;

  @Override
  public String name() {
    return "MP4";
  }

  @Override
  public boolean matches(byte[] head) {
    String type = MagicBytes.ascii(head, 4, 4);
    return type.equals("ftyp") || FIRST_BOXES.contains(type) && head[0] < MIN_LETTER;
  }

  @Override
  public SampleSource open(InputStream in, long length) throws IOException, UndecodableException {
    return Mp4Source.open(TemporaryCopy.of(in));
  }
}
