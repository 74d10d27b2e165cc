package io.soundalike.audio.ogg;

import com.github.trilarion.sound.vorbis.jcraft.jogg.Packet;
import com.github.trilarion.sound.vorbis.jcraft.jogg.Page;
import com.github.trilarion.sound.vorbis.jcraft.jogg.StreamState;
import com.github.trilarion.sound.vorbis.jcraft.jogg.SyncState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Block;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Comment;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.DspState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Info;
import io.soundalike.audio.SampleSource;
import java.io.IOException;
import java.io.InputStream;

/** Decodes the first Vorbis stream of an Ogg file. */
final class VorbisSource implements SampleSource {

  private static final int READ_BYTES = 8192;
  private static final int HEADER_PACKETS = 3;

  private final InputStream in;
  private final SyncState sync = new SyncState();
  private final StreamState stream = new StreamState();
  private final Page page = new Page();
  private final Packet packet = new Packet();
  private final Info info = new Info();
  private final DspState dsp = new DspState();
  private final Block vorbisBlock;
  private final float[][][] pcm = new float[1][][];
  private final int[] offsets;
  private float[] block = new float[0];

  /** Samples of the whole stream; known once its last page has been read. */
  private long totalSamples = Long.MAX_VALUE;

  private long decodedSamples;
  private long audioPackets;
  private long badPackets;
  private int holes;
  private boolean endOfFile;

  VorbisSource(InputStream in) throws IOException {
    this.in = in;
    sync.init();
    info.init();
    Comment comment = new Comment();
    comment.init();

    if (!nextPage()) {
      throw new IOException("no Ogg page found");
    }

    stream.init(page.serialno());
    stream.pagein(page);

    for (int i = 0; i < HEADER_PACKETS; i++) {
      if (!nextPacket() || info.synthesis_headerin(comment, packet) < 0) {
        throw new IOException("Vorbis header packet " + (i + 1) + " cannot be read");
      }
    }

    dsp.synthesis_init(info);
    vorbisBlock = new Block(dsp);
    offsets = new int[info.channels];
  }

  @Override
  public int sampleRateHz() {
    return info.rate;
  }

  @Override
  public int channels() {
    return info.channels;
  }

  @Override
  public float[] block() {
    return block;
  }

  @Override
  public int next() throws IOException {
    int samples = dsp.synthesis_pcmout(pcm, offsets);

    while (samples == 0) {
      if (!nextPacket()) {
        return 0;
      }

      audioPackets++;

      if (vorbisBlock.synthesis(packet) == 0) {
        dsp.synthesis_blockin(vorbisBlock);
      } else {
        badPackets++;
      }

      samples = dsp.synthesis_pcmout(pcm, offsets);
    }

    int kept = (int) Math.max(0, Math.min(samples, totalSamples - decodedSamples));
    copyToBlock(kept);
    dsp.synthesis_read(samples);
    decodedSamples += kept;
    return kept;
  }

  @Override
  public double lostShare() {
    // A file without its last page was truncated by an unknown length; what it contains is used.
    double missing =
        totalSamples == Long.MAX_VALUE || totalSamples <= 0
            ? 0
            : 1 - (double) decodedSamples / totalSamples;
    double bad = audioPackets == 0 ? 0 : (double) (badPackets + holes) / audioPackets;
    return Math.max(0, Math.max(missing, bad));
  }

  private void copyToBlock(int samples) {
    int channels = info.channels;

    if (block.length < samples * channels) {
      block = new float[samples * channels];
    }

    for (int c = 0; c < channels; c++) {
      float[] values = pcm[0][c];

      for (int i = 0; i < samples; i++) {
        block[i * channels + c] = values[offsets[c] + i];
      }
    }
  }

  /** Advances to the next packet of the stream; false at the end. */
  private boolean nextPacket() throws IOException {
    while (true) {
      int result = stream.packetout(packet);

      if (result > 0) {
        return true;
      }

      if (result < 0) {
        holes++;
        continue;
      }

      if (stream.eof() != 0 || !nextPage()) {
        return false;
      }

      // pagein rejects pages of other streams.
      if (stream.pagein(page) == 0 && page.eos() != 0) {
        totalSamples = page.granulepos();
      }
    }
  }

  /** Advances to the next page of the file; false at the end. */
  private boolean nextPage() throws IOException {
    while (true) {
      int result = sync.pageout(page);

      if (result > 0) {
        return true;
      }

      if (result < 0) {
        holes++;
      } else if (endOfFile) {
        return false;
      } else {
        int offset = sync.buffer(READ_BYTES);
        int read = in.read(sync.data, offset, READ_BYTES);
        endOfFile = read < 0;
        sync.wrote(Math.max(0, read));
      }
    }
  }
}
