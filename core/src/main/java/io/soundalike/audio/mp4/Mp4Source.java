package io.soundalike.audio.mp4;

import io.soundalike.audio.PacketDecoder;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.TemporaryCopy;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes a track of an MP4 file packet by packet. Packets that are missing or not valid are left
 * out.
 */
final class Mp4Source implements SampleSource {

  /** A packet of the longest frame of ALAC in eight channels of 32 bits has 2 MB. */
  private static final int MAX_PACKET_BYTES = 1 << 22;

  /**
   * Decoding ends after so many packets in a row, minutes of music, that cannot be decoded or stand
   * before the song.
   */
  private static final int MAX_EMPTY_IN_A_ROW = 10_000;

  private final TemporaryCopy copy;
  private final BoxReader reader;
  private final PacketDecoder decoder;
  private final PacketTable packets;
  private final Trim trim;
  private ByteBuffer packet = ByteBuffer.allocate(0);

  /** Samples of the track up to the end of the last packet. */
  private long position;

  /** Samples of the last packet that was decoded; a lost one is taken to have as many. */
  private int samplesOfPacket;

  private long triedPackets;
  private long decodedPackets;

  private Mp4Source(TemporaryCopy copy, BoxReader reader, Mp4Track track) {
    this.copy = copy;
    this.reader = reader;
    this.decoder = track.decoder();
    this.packets = track.packets();
    this.trim = track.trim();
  }

  /**
   * Opens the first audio track that can be decoded.
   *
   * @param copy closed with the source, or if this fails
   */
  static Mp4Source open(TemporaryCopy copy) throws IOException, UndecodableException {
    try {
      BoxReader reader = new BoxReader(copy.channel());
      return new Mp4Source(copy, reader, Mp4Track.find(reader));
    } catch (IOException | UndecodableException | RuntimeException | Error e) {
      copy.close();
      throw e;
    }
  }

  @Override
  public String format() {
    return "MP4 " + decoder.codec();
  }

  @Override
  public int sampleRateHz() {
    return decoder.sampleRateHz();
  }

  @Override
  public int channels() {
    return decoder.channels();
  }

  @Override
  public float[] block() {
    return decoder.block();
  }

  @Override
  public int next() throws IOException, UndecodableException {
    for (int i = 0; i < MAX_EMPTY_IN_A_ROW && position < trim.end() && packets.next(); i++) {
      triedPackets++;
      long start = position;
      boolean isDecoded = decodePacket();
      position += samplesOfPacket;

      if (isDecoded) {
        decodedPackets++;
        int from = (int) Math.min(samplesOfPacket, Math.max(0, trim.start() - start));
        int to = (int) Math.min(samplesOfPacket, trim.end() - start);

        if (to > from) {
          return shift(from, to);
        }
      }
    }

    return 0;
  }

  /** Moves samples to the start of the block. */
  private int shift(int from, int to) {
    int channels = channels();
    System.arraycopy(block(), from * channels, block(), 0, (to - from) * channels);
    return to - from;
  }

  /** Whether the current packet is in the file and valid. */
  private boolean decodePacket() throws IOException, UndecodableException {
    int size = packets.size();

    if (size <= 0 || size > MAX_PACKET_BYTES || packets.offset() < 0) {
      return false;
    }

    if (packet.capacity() < size) {
      packet = ByteBuffer.allocate(size);
    }

    reader.read(packets.offset(), packet.clear().limit(size));

    if (packet.hasRemaining()) {
      return false;
    }

    try {
      samplesOfPacket = decoder.decode(packet.array(), 0, size);
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  @Override
  public double lostShare() {
    long expected = position < trim.end() ? packets.packets() : triedPackets;
    return 1 - (double) decodedPackets / Math.max(1, expected);
  }

  @Override
  public void close() throws IOException {
    copy.close();
  }
}
