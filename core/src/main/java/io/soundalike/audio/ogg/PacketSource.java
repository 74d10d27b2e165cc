package io.soundalike.audio.ogg;

import io.soundalike.audio.SampleSource;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes one stream packet by packet and cuts it to the length that its granule positions state.
 * The stream begins where the granule position of its first page says, which is not 0 in recordings
 * of radio streams.
 *
 * <p>References: Vorbis I specification, appendix A.2; RFC 7845 (Opus in Ogg), section 4
 */
final class PacketSource implements SampleSource {

  private static final long UNKNOWN = -1;

  private final OggLink link;
  private final OggPacketDecoder decoder;
  private final Deque<byte[]> packets = new ArrayDeque<>();

  /** Position behind the last page; {@link #UNKNOWN} before the first. */
  private long position = UNKNOWN;

  /** Samples that are still to be dropped at the beginning. */
  private long dropped;

  /** Samples of the page that are part of the song. */
  private long kept;

  PacketSource(OggLink link, OggPacketDecoder decoder) {
    this.link = link;
    this.decoder = decoder;
    this.dropped = decoder.preSkip();
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
  public int next() throws IOException {
    int samples = 0;

    while (samples == 0) {
      if (packets.isEmpty()) {
        AudioPage page = link.nextPage();

        if (page == null) {
          return 0;
        }

        startPage(page);
      } else {
        samples = decode(packets.remove());
      }
    }

    return samples;
  }

  @Override
  public double lostShare() {
    return link.lostShare();
  }

  private void startPage(AudioPage page) {
    packets.addAll(page.packets());
    long samples = decoder.countSamples(page.packets());
    long granule = page.granule();
    kept = samples;

    if (samples == 0) {
      return;
    }

    if (position == UNKNOWN && !page.last() && granule > 0) {
      // Less than the first page contains: the samples before position 0 are not part of the song.
      dropped += Math.max(0, samples - granule);
    } else if (page.last() && granule >= 0) {
      long excess = Math.max(0, position) + samples - granule;
      kept = excess > 0 && excess <= samples ? samples - excess : samples;
    }

    position = granule >= 0 ? granule : Math.max(0, position) + samples;
  }

  private int decode(byte[] packet) {
    int decoded = decoder.decode(packet);

    if (decoded < 0) {
      link.addUndecodable(packet);
      return 0;
    }

    int part = (int) Math.min(decoded, kept);
    int skipped = (int) Math.min(part, dropped);
    kept -= part;
    dropped -= skipped;

    if (skipped > 0) {
      int channels = decoder.channels();
      float[] block = decoder.block();
      System.arraycopy(block, skipped * channels, block, 0, (part - skipped) * channels);
    }

    return part - skipped;
  }
}
