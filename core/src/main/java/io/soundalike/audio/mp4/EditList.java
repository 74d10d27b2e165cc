package io.soundalike.audio.mp4;

import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the edit list of a track. Empty edits, which delay a track, are passed over; of several
 * other edits, all from the start of the first to the end of the last is played.
 *
 * <p>References: ISO/IEC 14496-12, edit list box
 */
final class EditList {

  /** Version, flags and number of entries. */
  private static final int HEADER_BYTES = 8;

  private static final int ENTRY_BYTES = 12;
  private static final int LONG_ENTRY_BYTES = 20;

  private static final int MAX_ENTRIES = 1000;

  private EditList() {}

  /**
   * The part of the track that its edit list plays; all of it if there is none.
   *
   * @param track a track of the movie
   * @param movieScale units of a second in which durations are
   * @param mediaScale units of a second in which start times are
   * @param rateHz sample rate, in Hz
   */
  static Trim read(BoxReader reader, Box track, long movieScale, long mediaScale, int rateHz)
      throws IOException, UndecodableException {
    Box box = reader.find(track, "edts", "elst");

    if (box == null || movieScale == 0 || mediaScale == 0) {
      return Trim.NONE;
    }

    ByteBuffer bytes = reader.read(box, HEADER_BYTES + MAX_ENTRIES * LONG_ENTRY_BYTES);
    boolean isLong = bytes.hasRemaining() && bytes.get(0) == 1;
    int entryBytes = isLong ? LONG_ENTRY_BYTES : ENTRY_BYTES;
    long start = -1;
    long end = Long.MAX_VALUE;

    for (int at = HEADER_BYTES; at + entryBytes <= bytes.limit(); at += entryBytes) {
      long duration = isLong ? bytes.getLong(at) : bytes.getInt(at) & 0xFFFFFFFFL;
      long time = isLong ? bytes.getLong(at + 8) : bytes.getInt(at + 4);

      if (time >= 0) {
        long edit = rescale(time, mediaScale, rateHz);
        start = start < 0 ? edit : start;
        // Duration 0 stands for all that follows in fragments.
        end = duration == 0 ? Long.MAX_VALUE : edit + rescale(duration, movieScale, rateHz);
      }
    }

    return start < 0 || end <= start ? Trim.NONE : new Trim(start, end);
  }

  private static long rescale(long time, long scale, int rateHz) {
    return Math.min(Long.MAX_VALUE / 2, Math.round((double) time * rateHz / scale));
  }
}
