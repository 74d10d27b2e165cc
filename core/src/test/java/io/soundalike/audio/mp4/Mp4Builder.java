package io.soundalike.audio.mp4;

import io.soundalike.audio.Bytes;
import io.soundalike.audio.alac.AlacEncoder;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Builds MP4 files, by default of ALAC without compression: one channel of 16 bits at 8,000 Hz. */
public final class Mp4Builder {

  static final int RATE_HZ = 8000;
  static final int MOVIE_SCALE = 1000;

  private static final int PACKETS_OF_CHUNK = 3;

  private final List<byte[]> packets = new ArrayList<>();
  private boolean isMovieFirst;
  private boolean hasLongSizes;
  private byte[] edits = new byte[0];
  private byte[] otherTracks = new byte[0];
  private byte[] userData = new byte[0];
  private byte[] sampleEntry = alacEntry();

  private Mp4Builder() {}

  /**
   * Starts a file.
   *
   * @param samples full scale is 1
   */
  public static Mp4Builder of(float[] samples) {
    Mp4Builder builder = new Mp4Builder();

    for (int from = 0; from < samples.length; from += AlacEncoder.FRAME_LENGTH) {
      int[] values = new int[Math.min(AlacEncoder.FRAME_LENGTH, samples.length - from)];

      for (int i = 0; i < values.length; i++) {
        values[i] = Math.round(samples[from + i] * 32767);
      }

      builder.packets.add(AlacEncoder.uncompressed(16, new int[][] {values}));
    }

    return builder;
  }

  /** Starts a file of any packets. */
  static Mp4Builder ofPackets(List<byte[]> packets) {
    Mp4Builder builder = new Mp4Builder();
    builder.packets.addAll(packets);
    return builder;
  }

  /** Puts the tables before the packets. */
  Mp4Builder movieFirst() {
    isMovieFirst = true;
    return this;
  }

  /** Writes sizes of boxes and offsets of chunks with 64 bits. */
  Mp4Builder longSizes() {
    hasLongSizes = true;
    return this;
  }

  /** Adds an edit list: pairs of a duration, in ms, and a start, in samples or -1. */
  Mp4Builder edits(int... durationsAndStarts) {
    ByteBuffer list = ByteBuffer.allocate(8 + durationsAndStarts.length / 2 * 12);
    list.putInt(0).putInt(durationsAndStarts.length / 2);

    for (int i = 0; i < durationsAndStarts.length; i += 2) {
      list.putInt(durationsAndStarts[i]).putInt(durationsAndStarts[i + 1]).putInt(0x10000);
    }

    edits = box("edts", box("elst", list.array()));
    return this;
  }

  /** Adds a track before the audio. */
  Mp4Builder otherTrack(byte[] track) {
    otherTracks = Bytes.join(otherTracks, track);
    return this;
  }

  /** Adds the tag iTunSMPB. */
  Mp4Builder gaplessTag(String text) {
    byte[] item =
        box(
            "----",
            box("mean", ints(0), Bytes.ascii("com.apple.iTunes")),
            box("name", ints(0), Bytes.ascii("iTunSMPB")),
            box("data", ints(1, 0), Bytes.ascii(text)));
    byte[] handler = box("hdlr", ints(0, 0), Bytes.ascii("mdirappl"), ints(0, 0, 0));
    userData = box("udta", box("meta", ints(0), handler, box("ilst", item)));
    return this;
  }

  /** Replaces the description of the codec. */
  Mp4Builder sampleEntry(byte[] entry) {
    sampleEntry = entry;
    return this;
  }

  /** Builds the file. */
  public byte[] build() {
    byte[] type = box("ftyp", Bytes.ascii("M4A "), ints(0), Bytes.ascii("M4A mp42"));
    byte[] data = Bytes.join(packets.toArray(byte[][]::new));
    byte[] dataBox =
        hasLongSizes
            ? Bytes.join(ints(1), Bytes.ascii("mdat"), longs(data.length + 16L), data)
            : box("mdat", data);
    int headerBytes = dataBox.length - data.length;
    int start = type.length + headerBytes + (isMovieFirst ? movie(0).length : 0);
    return isMovieFirst
        ? Bytes.join(type, movie(start), dataBox)
        : Bytes.join(type, dataBox, movie(start));
  }

  /** Builds the file in fragments of so many packets; sizes are in the fragments. */
  byte[] buildFragmented(int packetsOfFragment) {
    byte[] defaults = box("mvex", box("trex", ints(0, 1, 1, AlacEncoder.FRAME_LENGTH, 0, 0)));
    byte[] tables = box("stbl", description(), box("stsz", ints(0, 0, 0)));
    byte[] file =
        Bytes.join(
            box("ftyp", Bytes.ascii("iso5"), ints(0)),
            box("moov", box("mvhd", ints(0, 0, 0, MOVIE_SCALE, 0)), track(tables), defaults));

    for (int from = 0; from < packets.size(); from += packetsOfFragment) {
      List<byte[]> part = packets.subList(from, Math.min(packets.size(), from + packetsOfFragment));
      int[] sizes = part.stream().mapToInt(packet -> packet.length).toArray();
      int headerBytes = fragment(sizes, 0).length + 8;
      file =
          Bytes.join(
              file,
              fragment(sizes, headerBytes),
              box("mdat", Bytes.join(part.toArray(byte[][]::new))));
    }

    return file;
  }

  private static byte[] fragment(int[] sizes, int dataOffset) {
    return box(
        "moof",
        box("mfhd", ints(0, 1)),
        box(
            "traf",
            box("tfhd", ints(0x020000, 1)),
            box("trun", ints(0x201, sizes.length, dataOffset), ints(sizes))));
  }

  private byte[] movie(int start) {
    byte[] tables =
        box("stbl", description(), chunkRuns(), sizes(), hasLongSizes ? co64(start) : stco(start));
    return box(
        "moov", box("mvhd", ints(0, 0, 0, MOVIE_SCALE, 0)), otherTracks, track(tables), userData);
  }

  private byte[] track(byte[] tables) {
    return box(
        "trak",
        box("tkhd", ints(0, 0, 0, 1, 0, 0)),
        edits,
        box(
            "mdia",
            box("mdhd", ints(0, 0, 0, RATE_HZ, 0, 0)),
            handler("soun"),
            box("minf", tables)));
  }

  private byte[] description() {
    return box("stsd", ints(0, 1), sampleEntry);
  }

  /** All chunks but the last have three packets. */
  private byte[] chunkRuns() {
    int chunks = chunks();
    int last = packets.size() - (chunks - 1) * PACKETS_OF_CHUNK;
    return box("stsc", ints(0, 2, 1, PACKETS_OF_CHUNK, 1, chunks, last, 1));
  }

  private byte[] sizes() {
    int[] sizes = packets.stream().mapToInt(packet -> packet.length).toArray();
    return box("stsz", ints(0, 0, sizes.length), ints(sizes));
  }

  private byte[] stco(int start) {
    return box("stco", ints(0, chunks()), ints(offsets(start)));
  }

  private byte[] co64(int start) {
    ByteBuffer offsets = ByteBuffer.allocate(8 * chunks());

    for (int offset : offsets(start)) {
      offsets.putLong(offset);
    }

    return box("co64", ints(0, chunks()), offsets.array());
  }

  private int chunks() {
    return (packets.size() + PACKETS_OF_CHUNK - 1) / PACKETS_OF_CHUNK;
  }

  private int[] offsets(int start) {
    int[] offsets = new int[chunks()];
    int offset = start;

    for (int i = 0; i < packets.size(); i++) {
      if (i % PACKETS_OF_CHUNK == 0) {
        offsets[i / PACKETS_OF_CHUNK] = offset;
      }

      offset += packets.get(i).length;
    }

    return offsets;
  }

  /** Builds a track of another kind that has no tables. */
  static byte[] emptyTrack(String handlerType) {
    return box("trak", box("mdia", handler(handlerType), box("minf", box("stbl"))));
  }

  static byte[] handler(String type) {
    return box("hdlr", ints(0, 0), Bytes.ascii(type), ints(0, 0, 0));
  }

  /** The box {@code esds} with a configuration of AAC, two bytes. */
  static byte[] streamDescriptor(int objectType, int config1, int config2) {
    byte[] config = Bytes.join(Bytes.of(4, 15, objectType), new byte[12]);
    return box(
        "esds",
        new byte[4],
        Bytes.of(3, 0x80, 0x80, 0x80, 25, 0, 1, 0),
        config,
        Bytes.of(5, 2, config1, config2));
  }

  private static byte[] alacEntry() {
    byte[] cookie = AlacEncoder.cookie(16, 1, RATE_HZ);
    return box("alac", soundFields(0), box("alac", ints(0), cookie));
  }

  /** Fields of a sample entry of version 0, 1 or 2. */
  static byte[] soundFields(int version) {
    ByteBuffer fields = ByteBuffer.allocate(28 + new int[] {0, 16, 36}[version]);
    fields.putShort(6, (short) 1).putShort(8, (short) version).putShort(16, (short) 1);
    return fields.putShort(18, (short) 16).putInt(24, RATE_HZ << 16).array();
  }

  static byte[] box(String type, byte[]... parts) {
    byte[] body = Bytes.join(parts);
    return Bytes.join(ints(body.length + 8), Bytes.ascii(type), body);
  }

  static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);

    for (int value : values) {
      bytes.putInt(value);
    }

    return bytes.array();
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }
}
