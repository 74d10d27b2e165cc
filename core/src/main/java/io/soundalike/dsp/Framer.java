package io.soundalike.dsp;

import java.util.Locale;

/**
 * Cuts a stream of samples into overlapping frames, centred on multiples of the hop, with zeros
 * beyond the stream's ends. Memory holds a few frames.
 *
 * <p>References: librosa.stft(center=True, pad_mode="constant")
 */
public final class Framer {

  private static final int BUFFERED_FRAMES = 8;

  private final int frameLength;
  private final int hopLength;
  private final FrameConsumer consumer;
  private final float[] buffer;
  private int start;
  private int filled;

  /** Takes frames. */
  @FunctionalInterface
  public interface FrameConsumer {

    /**
     * Takes the next frame.
     *
     * @param samples hold it from {@code offset} on; neither kept nor changed
     */
    void accept(float[] samples, int offset);
  }

  /**
   * @param frameLength samples of a frame, even
   * @param hopLength samples from one frame to the next, at most {@code frameLength}
   */
  public Framer(int frameLength, int hopLength, FrameConsumer consumer) {
    if (frameLength < 2 || frameLength % 2 != 0 || hopLength < 1 || hopLength > frameLength) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Frames must be even and hops positive and no longer, got %d and %d",
              frameLength,
              hopLength));
    }

    this.frameLength = frameLength;
    this.hopLength = hopLength;
    this.consumer = consumer;
    this.buffer = new float[BUFFERED_FRAMES * frameLength];
    this.filled = frameLength / 2;
  }

  /** Takes the next {@code length} samples. */
  public void accept(float[] samples, int length) {
    int taken = 0;

    while (taken < length) {
      int part = Math.min(length - taken, buffer.length - filled);
      System.arraycopy(samples, taken, buffer, filled, part);
      taken += part;
      filled += part;
      emit();
    }
  }

  /** Ends the stream: {@code 1 + samples / hopLength} frames were handed out in all. */
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
