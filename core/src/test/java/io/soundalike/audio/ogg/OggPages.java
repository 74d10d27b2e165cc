package io.soundalike.audio.ogg;

import io.soundalike.audio.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Takes Ogg files apart and builds others of their pages. */
final class OggPages {

  static final int FIRST = 2;
  static final int LAST = 4;

  private OggPages() {}

  /** A file of the folder {@code golden}. */
  static byte[] golden(String name) {
    try (var in =
        Objects.requireNonNull(OggPages.class.getResourceAsStream("/golden/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pages of an intact file. */
  static List<byte[]> split(byte[] file) {
    List<byte[]> pages = new ArrayList<>();

    for (int from = 0; from < file.length; ) {
      int segments = file[from + 26] & 0xFF;
      int size = 27 + segments;

      for (int i = 0; i < segments; i++) {
        size += file[from + 27 + i] & 0xFF;
      }

      pages.add(Arrays.copyOfRange(file, from, from + size));
      from += size;
    }

    return pages;
  }

  static byte[] join(List<byte[]> pages) {
    return Bytes.join(pages.toArray(byte[][]::new));
  }

  /** A Vorbis stream on pages of few packets, of which only the last states its position. */
  static List<byte[]> paginate(byte[] file, int packetsPerPage) {
    List<byte[]> source = split(file);
    PacketAssembler assembler = new PacketAssembler();
    List<byte[]> packets = new ArrayList<>();
    source.forEach(page -> packets.addAll(assembler.accept(new OggPage(page), true)));
    List<byte[]> pages = new ArrayList<>(source.subList(0, 1));
    pages.add(page(0, 0, serial(source.get(0)), 1, packets.get(1), packets.get(2)));

    for (int from = 3; from < packets.size(); from += packetsPerPage) {
      int to = Math.min(from + packetsPerPage, packets.size());
      boolean last = to == packets.size();
      pages.add(
          page(
              last ? LAST : 0,
              last ? granule(source.get(source.size() - 1)) : -1,
              serial(source.get(0)),
              pages.size(),
              packets.subList(from, to).toArray(byte[][]::new)));
    }

    return pages;
  }

  static int serial(byte[] page) {
    return fields(page).getInt(14);
  }

  static long granule(byte[] page) {
    return fields(page).getLong(6);
  }

  static byte[] withGranule(byte[] page, long granule) {
    byte[] changed = page.clone();
    fields(changed).putLong(6, granule);
    return withChecksum(changed);
  }

  static byte[] withFlags(byte[] page, int flags) {
    byte[] changed = page.clone();
    changed[5] = (byte) flags;
    return withChecksum(changed);
  }

  static byte[] withSequence(byte[] page, int sequence) {
    byte[] changed = page.clone();
    fields(changed).putInt(18, sequence);
    return withChecksum(changed);
  }

  /** A page of whole packets. */
  static byte[] page(int flags, long granule, int serial, int sequence, byte[]... packets) {
    ByteArrayOutputStream segments = new ByteArrayOutputStream();

    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 0; left -= 255) {
        segments.write(Math.min(left, 255));
      }
    }

    return pageOfSegments(
        flags, granule, serial, sequence, segments.toByteArray(), Bytes.join(packets));
  }

  /** A page of segments. */
  static byte[] pageOfSegments(
      int flags, long granule, int serial, int sequence, byte[] segments, byte[] body) {
    byte[] header = Bytes.join(Bytes.ascii("OggS"), new byte[22], Bytes.of(segments.length));
    header[5] = (byte) flags;
    fields(header).putLong(6, granule).putInt(14, serial).putInt(18, sequence);
    return withChecksum(Bytes.join(header, segments, body));
  }

  private static byte[] withChecksum(byte[] page) {
    Arrays.fill(page, 22, 26, (byte) 0);
    int checksum = 0;

    for (byte value : page) {
      checksum ^= value << 24;

      for (int bit = 0; bit < 8; bit++) {
        checksum = checksum < 0 ? checksum << 1 ^ 0x04C11DB7 : checksum << 1;
      }
    }

    fields(page).putInt(22, checksum);
    return page;
  }

  private static ByteBuffer fields(byte[] page) {
    return ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
  }
}
