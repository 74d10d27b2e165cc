package io.soundalike.audio.aac;

import io.soundalike.audio.AudioFault;
import io.soundalike.audio.BitReader;
import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the packets of an ADTS file. A damaged packet is replaced by silence of its length and
 * counted. Files that were joined may change sample rate and channels.
 */
final class AdtsSource implements SampleSource {

  /** Trailing bytes, such as a truncated last frame, that do not count as damage. */
  private static final int MAX_TRAILER_BYTES = 16384;

  private final AdtsFrames frames;
  private AdtsHeader header;
  private AacDecoder decoder;

  /** Packets of the current frame that are left, and the bounds of their bytes in the window. */
  private int packetsLeft;

  private int position;
  private int end;

  private long packets;
  private long damagedPackets;

  /**
   * @param in from the first byte of the file
   * @throws UndecodableException if there is no sequence of frames, or they are not AAC-LC
   */
  AdtsSource(InputStream in) throws IOException, UndecodableException {
    frames = new AdtsFrames(in);
    AdtsHeader first = frames.next();

    if (first == null) {
      throw new UndecodableException(AudioFault.DAMAGED, "no sequence of AAC frames");
    }

    header = first;
    decoder = newDecoder(first);
    startFrame();
  }

  private void startFrame() {
    packetsLeft = header.packets();
    position = frames.frameStart() + header.firstPacket();
    end = frames.frameStart() + header.frameBytes();
  }

  private AacDecoder newDecoder(AdtsHeader first) throws IOException, UndecodableException {
    return new AacDecoder(
        AudioSpecificConfig.of(first.objectType(), first.rateIndex(), layout(first)));
  }

  /** Without a channel configuration, the first packet begins with a program configuration. */
  private ChannelLayout layout(AdtsHeader first) throws IOException {
    if (first.configuration() > 0) {
      return ChannelLayout.of(first.configuration());
    }

    BitReader in = AacDecoder.newBitReader();
    in.start(
        frames.window(),
        frames.frameStart() + first.firstPacket(),
        first.frameBytes() - first.firstPacket());
    ElementType type = ElementType.of(in.read(ElementType.BITS));
    return type == ElementType.PROGRAM_CONFIG
        ? ChannelLayout.read(in)
        : ChannelLayout.of(type == ElementType.CHANNEL_PAIR ? 2 : 1);
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
    if (packetsLeft == 0 && !nextFrame()) {
      return 0;
    }

    packetsLeft--;
    packets++;

    try {
      decoder.decode(frames.window(), position, end - position);
    } catch (IOException e) {
      damagedPackets++;
    }

    position += decoder.consumedBytes();

    if (header.isProtected() && header.packets() > 1) {
      position = Math.min(end, position + AdtsHeader.CHECKSUM_BYTES);
    }

    return decoder.frameSamples();
  }

  private boolean nextFrame() throws IOException, UndecodableException {
    @Nullable AdtsHeader next = frames.next();

    if (next == null) {
      return false;
    }

    boolean isSameStream = next.continues(header);
    header = next;

    if (!isSameStream) {
      decoder = newDecoder(next);
    }

    startFrame();
    return true;
  }

  @Override
  public double lostShare() {
    long trailer = frames.trailerBytes() > MAX_TRAILER_BYTES ? frames.trailerBytes() : 0;
    long gaps = frames.gapBytes() + trailer;
    double gapShare = (double) gaps / Math.max(1, gaps + frames.frameBytes());
    double damagedShare = (double) damagedPackets / Math.max(1, packets);
    return gapShare + (1 - gapShare) * damagedShare;
  }
}
