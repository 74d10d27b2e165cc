package io.soundalike.audio.mpeg;

import javazoom.jl.decoder.Obuffer;

/** Receives JLayer's samples as floats; its own buffers would round and clip them to 16 bits. */
final class FloatOutput extends Obuffer {

  /** Inverse of JLayer's full scale. */
  private static final float SCALE = 1 / 32700f;

  /** Encoders overshoot full scale, but never this far; damaged frames do. */
  private static final float MAX_MAGNITUDE = 8;

  private static final int MAX_SAMPLES = 1152;

  private final int channels;
  private final float[] samples;
  private final int[] positions = new int[2];
  private boolean outOfRange;

  FloatOutput(int channels) {
    this.channels = channels;
    this.samples = new float[MAX_SAMPLES * channels];
    clear_buffer();
  }

  /** The frame's samples, channels interleaved. */
  float[] samples() {
    return samples;
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
