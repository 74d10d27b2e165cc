package io.soundalike.audio.mp4;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.PacketDecoder;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The first audio track of a file that can be decoded.
 *
 * @param decoder decoder of its packets
 * @param packets its packets
 * @param trim the samples to be played
 */
record Mp4Track(PacketDecoder decoder, PacketTable packets, Trim trim) {

  /** Offset of the handler's type in its box. */
  private static final int HANDLER_TYPE_OFFSET = 8;

  private static final int SOUND = 0x736F756E;

  /**
   * Offset of the time scale in the headers of movie and media, and of the number in the header of
   * a track: behind two times, which have 32 or 64 bits.
   */
  private static final int FIELD_OFFSET = 12;

  private static final int FIELD_OFFSET_OF_LONG_TIMES = 20;

  /**
   * Finds the track.
   *
   * @throws UndecodableException if the file has none that can be decoded
   */
  static Mp4Track find(BoxReader reader) throws IOException, UndecodableException {
    Box movie = null;

    for (Box box : reader.topLevel()) {
      movie = movie == null && box.type().equals("moov") ? box : movie;
    }

    if (movie == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "MP4 without the tables of its tracks; the file is not complete");
    }

    UndecodableException failure = null;

    for (Box track : reader.children(movie)) {
      if (track.type().equals("trak") && isSound(reader, track)) {
        try {
          return open(reader, movie, track);
        } catch (UndecodableException e) {
          failure = failure == null ? e : failure;
        }
      }
    }

    throw failure == null
        ? new UndecodableException(AudioFault.NOT_AUDIO, "MP4 without an audio track")
        : failure;
  }

  private static boolean isSound(BoxReader reader, Box track)
      throws IOException, UndecodableException {
    Box handler = reader.find(track, "mdia", "hdlr");
    return handler != null && reader.readInt(handler, HANDLER_TYPE_OFFSET) == SOUND;
  }

  private static Mp4Track open(BoxReader reader, Box movie, Box track)
      throws IOException, UndecodableException {
    Box sampleTable = reader.find(track, "mdia", "minf", "stbl");
    SampleEntry entry = sampleTable == null ? null : SampleEntry.read(reader, sampleTable);

    if (sampleTable == null || entry == null) {
      throw new UndecodableException(
          AudioFault.DAMAGED, "MP4 without the description of its audio track");
    }

    PacketDecoder decoder = entry.openDecoder();
    PacketTable packets = new SampleTables(reader, sampleTable).read();

    Fragments.read(reader, movie, readHeaderField(reader, reader.find(track, "tkhd")), packets);

    if (packets.packets() == 0) {
      throw new UndecodableException(AudioFault.DAMAGED, "MP4 whose audio track has no packets");
    }

    return new Mp4Track(decoder, packets, readTrim(reader, movie, track, decoder.sampleRateHz()));
  }

  /** The tag of iTunes has the number of samples, an edit list their duration. */
  private static Trim readTrim(BoxReader reader, Box movie, Box track, int rateHz)
      throws IOException, UndecodableException {
    Trim song = GaplessTag.read(reader, movie);

    if (song != null) {
      return song;
    }

    long movieScale = readHeaderField(reader, reader.find(movie, "mvhd")) & 0xFFFFFFFFL;
    long mediaScale = readHeaderField(reader, reader.find(track, "mdia", "mdhd")) & 0xFFFFFFFFL;
    return EditList.read(reader, track, movieScale, mediaScale, rateHz);
  }

  private static int readHeaderField(BoxReader reader, @Nullable Box header) throws IOException {
    if (header == null) {
      return 0;
    }

    boolean hasLongTimes = reader.readInt(header, 0) >>> 24 == 1;
    return reader.readInt(header, hasLongTimes ? FIELD_OFFSET_OF_LONG_TIMES : FIELD_OFFSET);
  }
}
