package io.soundalike.audio.mpeg;

import java.util.Arrays;
import java.util.Objects;
import javazoom.jl.decoder.Bitstream;
import javazoom.jl.decoder.BitstreamException;
import javazoom.jl.decoder.Decoder;
import javazoom.jl.decoder.Header;
import javazoom.jl.decoder.JavaLayerException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes frames of one version, layer, sample rate and number of channels by JLayer. JLayer
 * reports few errors: it ignores bytes that are no frame and drops damaged frames silently. It
 * therefore receives frames only, and the frames that it fails to decode are counted.
 *
 * <p>The samples are those that the song was encoded from, as far as the file states them: the
 * Xing, Info or VBRI frame is skipped, and the encoder's delay and padding are removed.
 */
final class MpegPart {

  /** Delay of every layer III decoder, in samples. */
  private static final int DECODER_DELAY_SAMPLES = 529;

  private static final int INFO_FRAME_BYTES = 256;

  /** Consecutive frames that may fail before decoding stops. */
  private static final int MAX_CONSECUTIVE_FAILURES = 1000;

  private final MpegFrames frames;
  private final MpegHeader first;
  private final @Nullable XingLameHeader infoHeader;
  private final Bitstream bitstream;
  private final Decoder decoder = new Decoder();
  private final FloatOutput output;
  private final long bytesBefore;
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
  private boolean stoppedEarly;

  /**
   * @param frames positioned at the part's first frame
   */
  MpegPart(MpegFrames frames) {
    this.frames = frames;
    first = Objects.requireNonNull(frames.first(), "the part has no frame");
    bytesBefore = frames.frameBytes() + frames.gapBytes();
    infoHeader = XingLameHeader.parse(frames.peek(INFO_FRAME_BYTES), first);
    bitstream = new Bitstream(frames);
    output = new FloatOutput(first.channels());
    decoder.setOutputBuffer(output);
    infoFramePending = infoHeader != null;

    if (infoHeader != null && infoHeader.delaySamples() > 0) {
      samplesToSkip = infoHeader.delaySamples() + DECODER_DELAY_SAMPLES;
      heldBackSamples = Math.max(0, infoHeader.paddingSamples() - DECODER_DELAY_SAMPLES);
    } else {
      heldBackSamples = 0;
    }
  }

  /** Header of the first frame. */
  MpegHeader header() {
    return first;
  }

  /** The samples that {@link #next} decoded, channels interleaved. */
  float[] block() {
    return block;
  }

  /** Whether decoding stopped before the end of the file. */
  boolean stoppedEarly() {
    return stoppedEarly;
  }

  long decodedBytes() {
    return decodedBytes;
  }

  long decodedFrames() {
    return decodedFrames;
  }

  /** Number of frames that the part announces and that were not found; at its end. */
  long missingFrames() {
    return infoHeader == null
        ? 0
        : infoHeader.missingFrames(
            decodedFrames, frames.frameBytes() + frames.gapBytes() - bytesBefore);
  }

  /** Whether all frames that the part announces were decoded. */
  boolean isComplete() {
    return infoHeader != null && infoHeader.isComplete(decodedFrames);
  }

  /**
   * Decodes the next block.
   *
   * @return number of samples of each channel; 0 at the end of the part
   */
  int next() {
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
    emit(output.samples(), output.count());
    return true;
  }

  private void decode(Header header) throws JavaLayerException {
    if (decodedFrames > 0) {
      decoder.decodeFrame(header, bitstream);
      return;
    }

    // JLayer's decoders fill shared static tables on first use, which is not thread-safe.
    synchronized (MpegPart.class) {
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
      pending = Arrays.copyOf(pending, needed);
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
}
