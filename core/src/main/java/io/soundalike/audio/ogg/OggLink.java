package io.soundalike.audio.ogg;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One link of a chained Ogg file: streams that begin together, of which the first with a decodable
 * codec is read. A file that is not chained is one link.
 */
final class OggLink {

  /** Bound of the streams that are remembered; real files have a few. */
  private static final int MAX_STREAMS = 256;

  private final OggPageReader pages;
  private final Set<Integer> serials = new HashSet<>();
  private final Set<String> codecNames;
  private final PacketAssembler assembler = new PacketAssembler();
  private final Deque<byte[]> packets = new ArrayDeque<>();
  private @Nullable OggCodec codec;
  private int serial;
  private int sequence;
  private long granule;
  private boolean last;
  private long readBytes;
  private long missingBytes;
  private long undecodableBytes;
  private long skippedBefore;

  private OggLink(OggPageReader pages, Set<String> codecNames) {
    this.pages = pages;
    this.codecNames = codecNames;
  }

  /**
   * Reads the first pages of the next link.
   *
   * @param codecNames receives the names of the codecs of all its streams
   * @return null if no link follows
   */
  static @Nullable OggLink next(OggPageReader pages, Set<String> codecNames) throws IOException {
    for (OggPage page = pages.peek(); page != null; page = pages.peek()) {
      if (page.isFirst()) {
        OggLink link = new OggLink(pages, codecNames);
        link.readFirstPages();
        return link;
      }

      pages.next();
    }

    return null;
  }

  private void readFirstPages() throws IOException {
    for (OggPage page = pages.peek(); page != null && page.isFirst(); page = pages.peek()) {
      OggCodec pageCodec = OggCodec.of(page.body());
      codecNames.add(pageCodec == null ? "an unknown codec" : pageCodec.codecName());

      if (serials.size() < MAX_STREAMS) {
        serials.add(page.serial());
      }

      skippedBefore = pages.skippedBytes();

      if (codec == null && pageCodec != null && pageCodec.isDecodable()) {
        codec = pageCodec;
        serial = page.serial();
        sequence = page.sequence();
        accept(page);
      }

      pages.next();
    }
  }

  /** Codec of the stream that is read; null if none of the streams can be decoded. */
  @Nullable OggCodec codec() {
    return codec;
  }

  /** The stream's next packet; null at the end of the link. */
  byte @Nullable [] nextPacket() throws IOException {
    while (packets.isEmpty()) {
      if (!readPage()) {
        return null;
      }
    }

    return packets.remove();
  }

  /**
   * The stream's next page, or what {@link #nextPacket} left of it; null at the end of the link.
   */
  @Nullable AudioPage nextPage() throws IOException {
    if (packets.isEmpty() && !readPage()) {
      return null;
    }

    List<byte[]> all = new ArrayList<>(packets);
    packets.clear();
    return new AudioPage(all, granule, last);
  }

  /** Reads the stream's next page; false at the end of the link. */
  private boolean readPage() throws IOException {
    for (OggPage page = pages.peek(); page != null && !page.isFirst(); page = pages.peek()) {
      pages.next();

      if (codec != null && page.serial() == serial) {
        accept(page);
        return true;
      }

      if (!serials.contains(page.serial())) {
        // The first page of its stream was lost, and the stream with it.
        missingBytes += page.size();
      }
    }

    countSkippedAtEnd();
    return false;
  }

  private void accept(OggPage page) {
    long skipped = pages.skippedBytes() - skippedBefore;
    int missing = page.sequence() - sequence;
    boolean follows = missing == 0 || missing < 0 && skipped == 0;

    if (!follows) {
      missingBytes += Math.max(skipped, page.size());
    }

    packets.addAll(assembler.accept(page, follows));
    granule = page.granule();
    last = page.isLast();
    sequence = page.sequence() + 1;
    skippedBefore = pages.skippedBytes();
    readBytes += page.size();
  }

  /** A page that is cut off by the end of the file is not a loss; a damaged rest is. */
  private void countSkippedAtEnd() {
    long skipped = pages.skippedBytes() - skippedBefore;
    skippedBefore = pages.skippedBytes();

    if (!last && skipped > OggPage.MAX_BYTES) {
      missingBytes += skipped;
    }
  }

  /** Reads to the end of the link. */
  void skip() throws IOException {
    while (readPage()) {
      packets.clear();
    }
  }

  /** Counts a packet that cannot be decoded. */
  void addUndecodable(byte[] packet) {
    undecodableBytes += packet.length;
  }

  /** Number of bytes of the stream, including those that are missing; at the end of the link. */
  long bytes() {
    return readBytes + missingBytes;
  }

  /** Share of {@link #bytes} that is missing or cannot be decoded, 0 to 1. */
  double lostShare() {
    return Math.min(1, (double) (missingBytes + undecodableBytes) / Math.max(1, bytes()));
  }
}
