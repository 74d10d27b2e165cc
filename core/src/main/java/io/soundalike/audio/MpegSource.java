package io.soundalike.audio;

import java.util.Locale;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes MPEG audio by JLayer. JLayer reports little of what it meets: it gives no error for bytes
 * that are no frame and loses frames in silence. So it is given frames and nothing else, those that
 * it fails at are counted, and a song counts as whole only if they make up the file, and if there
 * are as many frames as it announces.
 *
 * <p>The samples are those the song was encoded from, as far as the file says: the info frame is no
 * sound, and the encoder's delay and padding are dropped.
 */
final class MpegSource implements SampleSource {

  /** Samples by which every decoder of layer III is late. */
  private static final int DECODER_DELAY_SAMPLES = 529;

  private static final int INFO_BYTES = 256;

  /** Files of which less than this share is audio frames are something else. */
  private static final double NOT_AUDIO_SHARE = 0.1;

  /** Leftovers at the end, such as a frame that was cut, which are no damage. */
  private static final int TRAILER_BYTES = 16384;

  /** Consecutive frames that may fail before the rest is given up. */
  private static final int MAX_CONSECUTIVE_FAULTS = 1000;

  private final MpegFrames frames;
  private final long fileBytes;
  private final MpegHeader first;
  private final @Nullable XingLameHeader info;
  private final Bitstream bitstream;
  private final Decoder decoder = new Decoder();
  private final Output output;
  private boolean infoAhead;
  private int toSkip;

  /** Samples that may turn out to be the encoder's padding, and so are held back. */
  private final int held;

  private float[] block = new float[0];
  private int blockSamples;
  private float[] pending = new float[0];
  private int pendingSamples;

  private long decodedBytes;
  private long decodedFrames;
  private boolean ended;

  /** Whether the end is not the file's. */
  private boolean gaveUp;

  /**
   * @param frames at the first one
   * @param first its header
   * @param fileBytes bytes of the file
   */
  MpegSource(MpegFrames frames, MpegHeader first, long fileBytes) {
    this.frames = frames;
    this.first = first;
    this.fileBytes = fileBytes;
    info = XingLameHeader.parse(frames.peek(INFO_BYTES), first);
    bitstream = new Bitstream(frames);
    output = new Output(first.channels());
    decoder.setOutputBuffer(output);
    infoAhead = info != null;

    if (info != null && info.delaySamples() > 0) {
      toSkip = info.delaySamples() + DECODER_DELAY_SAMPLES;
      held = Math.max(0, info.paddingSamples() - DECODER_DELAY_SAMPLES);
    } else {
      held = 0;
    }
  }

  @Override
  public int sampleRateHz() {
    return first.sampleRateHz();
  }

  @Override
  public int channels() {
    return first.channels();
  }

  @Override
  public float[] block() {
    return block;
  }

  @Override
  public int next() {
    blockSamples = 0;
    int consecutiveFaults = 0;

    while (blockSamples == 0 && !ended) {
      try {
        Header header = bitstream.readFrame();

        if (header == null) {
          end();
        } else if (take(header)) {
          decodedBytes += frameBytes(header);
          consecutiveFaults = 0;
        }
      } catch (JavaLayerException | RuntimeException e) {
        // JLayer throws ArrayIndexOutOfBounds and NullPointer on damaged frames: the frame is lost.
        consecutiveFaults++;

        gaveUp = consecutiveFaults > MAX_CONSECUTIVE_FAULTS;

        if (gaveUp
            || e instanceof BitstreamException b && b.getErrorCode() == Bitstream.STREAM_EOF) {
          end();
        }
      } finally {
        bitstream.closeFrame();
      }
    }

    return blockSamples;
  }

  @Override
  public double lostShare() throws UndecodableException {
    if (decodedFrames == 0 || (double) decodedBytes / fileBytes < NOT_AUDIO_SHARE) {
      throw new UndecodableException(
          AudioFault.NOT_AUDIO,
          String.format(Locale.ROOT, "no run of MPEG audio frames in %d bytes", fileBytes));
    }

    if (gaveUp) {
      return 1;
    }

    long trailer = frames.trailerBytes() <= TRAILER_BYTES ? 0 : frames.trailerBytes();
    long gaps = frames.gapBytes() + trailer;
    double lost = 1 - (double) decodedBytes / (gaps + frames.frameBytes());
    return info == null
        ? lost
        : Math.max(lost, info.missingShare(decodedFrames, gaps + frames.frameBytes()));
  }

  /** Takes a frame; tells whether it was good. */
  private boolean take(Header header) throws JavaLayerException {
    if (infoAhead) {
      infoAhead = false;
      return true;
    }

    decode(header);

    // JLayer hands out nothing, and says nothing, where a frame needs bytes of lost ones before it.
    if (output.wild() || output.count() != first.samples()) {
      return false;
    }

    decodedFrames++;
    emit(output.samples, output.count());
    return true;
  }

  private void decode(Header header) throws JavaLayerException {
    if (decodedFrames > 0) {
      decoder.decodeFrame(header, bitstream);
      return;
    }

    // JLayer fills tables that all decoders share while the first one is at work.
    synchronized (MpegSource.class) {
      decoder.decodeFrame(header, bitstream);
    }
  }

  private static int frameBytes(Header header) {
    return header.calculate_framesize() + MpegHeader.BYTES;
  }

  /** Hands out samples, but for those to be skipped at the start and those held back at the end. */
  private void emit(float[] samples, int count) {
    int skipped = Math.min(toSkip, count);
    toSkip -= skipped;
    append(samples, skipped, count - skipped);
    release(Math.max(0, pendingSamples - held));
  }

  private void end() {
    ended = true;
    boolean whole = info == null || decodedFrames >= info.frames();
    release(whole ? Math.max(0, pendingSamples - held) : pendingSamples);
  }

  private void append(float[] samples, int from, int count) {
    int channels = first.channels();
    int needed = (pendingSamples + count) * channels;

    if (pending.length < needed) {
      pending = java.util.Arrays.copyOf(pending, needed);
    }

    System.arraycopy(
        samples, from * channels, pending, pendingSamples * channels, count * channels);
    pendingSamples += count;
  }

  private void release(int count) {
    int channels = first.channels();

    if (block.length < count * channels) {
      block = new float[count * channels];
    }

    System.arraycopy(pending, 0, block, 0, count * channels);
    pendingSamples -= count;
    System.arraycopy(pending, count * channels, pending, 0, pendingSamples * channels);
    blockSamples = count;
  }

  /** Takes JLayer's samples as floats; its own buffers would round and clip them to 16 bits. */
  private static final class Output extends Obuffer {

    /** JLayer's full scale. */
    private static final float UNIT = 1 / 32700f;

    /** Encoders overshoot full scale, but never so far; damaged frames do. */
    private static final float WILD = 8;

    private static final int MAX_SAMPLES = 1152;

    private final int channels;
    private final float[] samples;
    private final int[] positions = new int[2];
    private boolean wild;

    Output(int channels) {
      this.channels = channels;
      this.samples = new float[MAX_SAMPLES * channels];
      clear_buffer();
    }

    /** Samples of each channel. */
    int count() {
      return positions[0] / channels;
    }

    boolean wild() {
      return wild;
    }

    @Override
    public void appendSamples(int channel, float[] values) {
      int position = positions[channel];

      for (int i = 0; i < 32; i++) {
        float value = values[i] * UNIT;
        samples[position] = value;
        position += channels;

        // Holds for what is no number, too.
        if (!(Math.abs(value) < WILD)) {
          wild = true;
        }
      }

      positions[channel] = position;
    }

    @Override
    public void append(int channel, short value) {
      throw new IllegalStateException("JLayer hands out whole subbands");
    }

    @Override
    public void clear_buffer() {
      positions[0] = 0;
      positions[1] = 1;
      wild = false;
    }

    @Override
    public void write_buffer(int value) {}

    @Override
    public void close() {}

    @Override
    public void set_stop_flag() {}
  }
}
