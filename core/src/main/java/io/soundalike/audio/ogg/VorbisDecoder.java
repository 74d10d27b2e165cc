package io.soundalike.audio.ogg;

import com.github.trilarion.sound.vorbis.jcraft.jogg.Packet;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Block;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Comment;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.DspState;
import com.github.trilarion.sound.vorbis.jcraft.jorbis.Info;
import io.soundalike.audio.AudioFault;
import io.soundalike.audio.UndecodableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Decodes Vorbis packets with JOrbis. */
final class VorbisDecoder implements OggPacketDecoder {

  /** Comment header without comments: JOrbis needs one, and those of files may contain pictures. */
  private static final byte[] NO_COMMENTS =
      "\u0003vorbis\0\0\0\0\0\0\0\0\u0001".getBytes(StandardCharsets.ISO_8859_1);

  private final Info info = new Info();
  private final DspState dsp = new DspState();
  private final Block synthesis;
  private final float[][][] pcm = new float[1][][];
  private final int[] offsets;
  private float[] block = new float[0];

  /** Size of the block before, 0 before the first. */
  private int blockSize;

  private VorbisDecoder(byte[] identification, byte[] setup) throws UndecodableException {
    VorbisHeader header = VorbisHeader.parse(identification);
    byte[] rewritten = VorbisSetup.rewrite(header, setup);
    info.init();
    Comment comment = new Comment();
    comment.init();
    int failed = info.synthesis_headerin(comment, packet(identification, true));
    failed |= info.synthesis_headerin(comment, packet(NO_COMMENTS, false));
    info.channels = VorbisSetup.paddedChannels(header.channels());
    failed |= info.synthesis_headerin(comment, packet(rewritten, false));

    if (failed != 0) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Vorbis headers are damaged");
    }

    info.channels = header.channels();
    dsp.synthesis_init(info);
    synthesis = new Block(dsp);
    offsets = new int[info.channels];
  }

  /**
   * Reads the header packets of a stream.
   *
   * @throws UndecodableException if they are damaged or missing
   */
  static VorbisDecoder open(OggLink link) throws IOException, UndecodableException {
    byte[] identification = link.nextPacket();
    byte[] comments = link.nextPacket();
    byte[] setup = link.nextPacket();

    if (identification == null || comments == null || setup == null) {
      throw new UndecodableException(AudioFault.DAMAGED, "the Vorbis headers are incomplete");
    }

    try {
      return new VorbisDecoder(identification, setup);
    } catch (RuntimeException e) {
      // JOrbis does not check all values.
      throw new UndecodableException(AudioFault.DAMAGED, "the Vorbis headers are damaged: " + e);
    }
  }

  private static Packet packet(byte[] bytes, boolean first) {
    Packet packet = new Packet();
    packet.packet_base = bytes;
    packet.bytes = bytes.length;
    packet.b_o_s = first ? 1 : 0;
    // Without a position JOrbis does not cut samples off.
    packet.granulepos = -1;
    return packet;
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
  public int preSkip() {
    return 0;
  }

  @Override
  public long countSamples(List<byte[]> packets) {
    long samples = 0;
    int before = blockSize;

    for (byte[] bytes : packets) {
      int size = blockSize(bytes);

      if (size > 0) {
        samples += before == 0 ? 0 : (before + size) / 4;
        before = size;
      }
    }

    return samples;
  }

  /** Number of samples of a packet's block; negative if it contains no audio. */
  private int blockSize(byte[] bytes) {
    return info.blocksize(packet(bytes, false));
  }

  @Override
  public int decode(byte[] bytes) {
    int size = blockSize(bytes);

    if (size < 0 || !synthesize(bytes)) {
      return -1;
    }

    int samples = dsp.synthesis_pcmout(pcm, offsets);
    // The first block only overlaps with the second; of a long one JOrbis returns samples already.
    int valid = blockSize == 0 ? 0 : samples;
    copyToBlock(valid);
    dsp.synthesis_read(samples);
    blockSize = size;
    return valid;
  }

  private boolean synthesize(byte[] bytes) {
    try {
      if (synthesis.synthesis(packet(bytes, false)) != 0) {
        return false;
      }

      dsp.synthesis_blockin(synthesis);
      return true;
    } catch (RuntimeException e) {
      // JOrbis does not check all values.
      return false;
    }
  }

  private void copyToBlock(int samples) {
    if (samples == 0) {
      return;
    }

    int channels = info.channels;

    if (block.length < samples * channels) {
      block = new float[samples * channels];
    }

    for (int c = 0; c < channels; c++) {
      float[] values = pcm[0][VorbisChannelOrder.position(c, channels)];
      int offset = offsets[c];

      for (int i = 0; i < samples; i++) {
        block[i * channels + c] = values[offset + i];
      }
    }
  }

  @Override
  public float[] block() {
    return block;
  }
}
