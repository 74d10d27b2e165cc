package io.soundalike.dsp;

import java.util.Locale;

/**
 * Cuts a stream of samples into overlapping frames, centred on multiples of the hop length, with
 * zero padding at both ends. Memory holds a few frames.
 *
 * <p>References: librosa.stft (0.10.1; center=True, pad_mode="constant")
 */
public final class Framer {

  private static final int BUFFERED_FRAMES = 8;

  private final int frameLength;
  private final int hopLength;
  private final FrameConsumer consumer;
  private final float[] buffer;
  private int start;
  private int filled;

  /** Receives frames. */
  @FunctionalInterface
  public interface FrameConsumer {

    /**
     * Accepts the next frame.
     *
     * @param samples buffer that must be neither kept nor changed
     * @param offset index of the frame's first sample
     */
    void accept(float[] samples, int offset);
  }

  /**
   * @param frameLength length of a frame in samples, even
   * @param hopLength samples from one frame to the next, from 1 to {@code frameLength}
   * @param consumer receives the frames in order
   */
  public Framer(int frameLength, int hopLength, FrameConsumer consumer) {
    if (frameLength < 2 || frameLength % 2 != 0 || hopLength < 1 || hopLength > frameLength) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "frameLength must be even and hopLength from 1 to frameLength, got %d and %d",
              frameLength,
              hopLength));
    }

    this.frameLength = frameLength;
    this.hopLength = hopLength;
    this.consumer = consumer;
    this.buffer = new float[BUFFERED_FRAMES * frameLength];
    this.filled = frameLength / 2;
  }

  /** Accepts the next {@code length} samples. */
  public void accept(float[] samples, int length) {
    int consumed = 0;

    while (consumed < length) {
      int part = Math.min(length - consumed, buffer.length - filled);
      System.arraycopy(samples, consumed, buffer, filled, part);
      consumed += part;
      filled += part;
      emit();
    }
  }

  /** Ends the stream; the consumer has then received {@code 1 + samples / hopLength} frames. */
  public void finish() {
    accept(new float[frameLength / 2], frameLength / 2);
  }

  private void emit() {
    while (filled - start >= frameLength) {
      consumer.accept(buffer, start);
      start += hopLength;
    }

    System.arraycopy(buffer, start, buffer, 0, filled - start);
    filled -= start;
    start = 0;
  }
}
