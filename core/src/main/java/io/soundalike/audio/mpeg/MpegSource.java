package io.soundalike.audio.mpeg;

import io.soundalike.audio.SampleSource;
import io.soundalike.audio.UndecodableException;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import javazoom.jl.decoder.Obuffer;
import org.jspecify.annotations.Nullable;

/**
 * Decodes MPEG audio by JLayer. JLayer reports few errors: it ignores bytes that are no frame and
 * drops damaged frames silently. It therefore receives frames only, the frames that it fails to
 * decode are counted, and a file is complete only if its decoded frames cover its bytes and reach
 * the announced number of frames.
 *
 * <p>The samples are those that the song was encoded from, as far as the file states them: the
 * Xing, Info or VBRI frame is skipped, and the encoder's delay and padding are removed.
 */
final class MpegSource implements SampleSource {

  /** Delay of every layer III decoder, in samples. */
  private static final int DECODER_DELAY_SAMPLES = 529;

  private static final int INFO_FRAME_BYTES = 256;

  /** Files whose share of audio frames is lower are reported as not audio. */
  private static final double MIN_AUDIO_SHARE = 0.1;

  /** Trailing bytes, such as a truncated last frame, that do not count as damage. */
  private static final int MAX_TRAILER_BYTES = 16384;

  /** Consecutive frames that may fail before decoding stops. */
  private static final int MAX_CONSECUTIVE_FAILURES = 1000;

  private final MpegFrames frames;
  private final long fileBytes;
  private final MpegHeader first;
  private final @Nullable XingLameHeader infoHeader;
  private final Bitstream bitstream;
  private final Decoder decoder = new Decoder();
  private final Output output;
  private boolean infoFramePending;
  private int samplesToSkip;

  /** Samples that are held back because they may be the encoder's padding. */
  private final int heldBackSamples;

  private float[] block = new float[0];
  private int blockSamples;
  private float[] pending = new float[0];
  private int pendingSamples;

  private long decodedBytes;
  private long decodedFrames;
  private boolean ended;

  /** Whether decoding stopped before the end of the file. */
  private boolean stoppedEarly;

  /**
   * @param frames positioned at the first frame
   * @param first header of the first frame
   * @param fileBytes size of the file, in bytes
   */
  MpegSource(MpegFrames frames, MpegHeader first, long fileBytes) {
    this.frames = frames;
    this.first = first;
    this.fileBytes = fileBytes;
    infoHeader = XingLameHeader.parse(frames.peek(INFO_FRAME_BYTES), first);
    bitstream = new Bitstream(frames);
    output = new Output(first.channels());
    decoder.setOutputBuffer(output);
    infoFramePending = infoHeader != null;

    if (infoHeader != null && infoHeader.delaySamples() > 0) {
      samplesToSkip = infoHeader.delaySamples() + DECODER_DELAY_SAMPLES;
      heldBackSamples = Math.max(0, infoHeader.paddingSamples() - DECODER_DELAY_SAMPLES);
    } else {
      heldBackSamples = 0;
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
    int consecutiveFailures = 0;

    while (blockSamples == 0 && !ended) {
      try {
        Header header = bitstream.readFrame();

        if (header == null) {
          end();
        } else if (acceptFrame(header)) {
          decodedBytes += frameBytes(header);
          consecutiveFailures = 0;
        }
      } catch (JavaLayerException | RuntimeException e) {
        // JLayer throws ArrayIndexOutOfBounds and NullPointer on damaged frames; the frame is lost.
        consecutiveFailures++;

        stoppedEarly = consecutiveFailures > MAX_CONSECUTIVE_FAILURES;

        if (stoppedEarly
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
    if (decodedFrames == 0 || (double) decodedBytes / fileBytes < MIN_AUDIO_SHARE) {
      throw MpegFormat.notAudio(fileBytes);
    }

    if (stoppedEarly) {
      return 1;
    }

    long trailer = frames.trailerBytes() <= MAX_TRAILER_BYTES ? 0 : frames.trailerBytes();
    long gaps = frames.gapBytes() + trailer;
    double lost = 1 - (double) decodedBytes / (gaps + frames.frameBytes());
    return infoHeader == null
        ? lost
        : Math.max(lost, infoHeader.missingShare(decodedFrames, gaps + frames.frameBytes()));
  }

  /** Decodes a frame; false if it is damaged. */
  private boolean acceptFrame(Header header) throws JavaLayerException {
    if (infoFramePending) {
      infoFramePending = false;
      return true;
    }

    decode(header);

    // JLayer returns no samples and no error if a frame needs bytes of earlier frames that are
    // lost.
    if (output.outOfRange() || output.count() != first.samples()) {
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

    // JLayer's decoders fill shared static tables on first use, which is not thread-safe.
    synchronized (MpegSource.class) {
      decoder.decodeFrame(header, bitstream);
    }
  }

  private static int frameBytes(Header header) {
    return header.calculate_framesize() + MpegHeader.BYTES;
  }

  /** Appends samples to the output, without those skipped at the start and those held back. */
  private void emit(float[] samples, int count) {
    int skipped = Math.min(samplesToSkip, count);
    samplesToSkip -= skipped;
    append(samples, skipped, count - skipped);
    moveToBlock(Math.max(0, pendingSamples - heldBackSamples));
  }

  private void end() {
    ended = true;
    boolean complete = infoHeader == null || decodedFrames >= infoHeader.frames();
    moveToBlock(complete ? Math.max(0, pendingSamples - heldBackSamples) : pendingSamples);
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

  private void moveToBlock(int count) {
    int channels = first.channels();

    if (block.length < count * channels) {
      block = new float[count * channels];
    }

    System.arraycopy(pending, 0, block, 0, count * channels);
    pendingSamples -= count;
    System.arraycopy(pending, count * channels, pending, 0, pendingSamples * channels);
    blockSamples = count;
  }

  /** Receives JLayer's samples as floats; its own buffers would round and clip them to 16 bits. */
  private static final class Output extends Obuffer {

    /** Inverse of JLayer's full scale. */
    private static final float SCALE = 1 / 32700f;

    /** Encoders overshoot full scale, but never this far; damaged frames do. */
    private static final float MAX_MAGNITUDE = 8;

    private static final int MAX_SAMPLES = 1152;

    private final int channels;
    private final float[] samples;
    private final int[] positions = new int[2];
    private boolean outOfRange;

    Output(int channels) {
      this.channels = channels;
      this.samples = new float[MAX_SAMPLES * channels];
      clear_buffer();
    }

    /** Samples of each channel in the frame. */
    int count() {
      return positions[0] / channels;
    }

    boolean outOfRange() {
      return outOfRange;
    }

    @Override
    public void appendSamples(int channel, float[] values) {
      int position = positions[channel];

      for (int i = 0; i < 32; i++) {
        float value = values[i] * SCALE;
        samples[position] = value;
        position += channels;

        // The negated comparison is true for NaN, too.
        if (!(Math.abs(value) < MAX_MAGNITUDE)) {
          outOfRange = true;
        }
      }

      positions[channel] = position;
    }

    @Override
    public void append(int channel, short value) {
      throw new IllegalStateException(
          "Single samples are not expected: JLayer delivers 32 at a time");
    }

    @Override
    public void clear_buffer() {
      positions[0] = 0;
      positions[1] = 1;
      outOfRange = false;
    }

    @Override
    public void write_buffer(int value) {}

    @Override
    public void close() {}

    @Override
    public void set_stop_flag() {}
  }
}
