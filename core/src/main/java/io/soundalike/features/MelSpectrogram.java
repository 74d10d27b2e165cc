package io.soundalike.features;

import io.soundalike.dsp.Decibels;
import java.io.Serializable;
import java.util.Locale;

/**
 * Mel spectrogram in decibels relative to its loudest value, quantised to 8 bits: 0 is the floor
 * ({@code features.top-db} below), 255 the loudest value.
 *
 * @param nMels number of mel bands (rows), low to high
 * @param nFrames number of frames (columns)
 * @param values {@code [nMels][nFrames]}, row-major, unsigned
 */
public record MelSpectrogram(int nMels, int nFrames, byte[] values) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Validates the shape. */
  public MelSpectrogram {
    if (values.length != nMels * nFrames) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A spectrogram of %d x %d needs %d values, got %d",
              nMels,
              nFrames,
              nMels * nFrames,
              values.length));
    }
  }

  /**
   * Copies a patch, a range of frames, as bytes.
   *
   * @param firstFrame first frame of the patch
   * @param width number of frames
   * @return {@code [nMels][width]}, row-major
   */
  public byte[] copyPatch(int firstFrame, int width) {
    checkFrames(firstFrame, width);
    byte[] patch = new byte[nMels * width];

    for (int m = 0; m < nMels; m++) {
      System.arraycopy(values, m * nFrames + firstFrame, patch, m * width, width);
    }

    return patch;
  }

  /**
   * Copies a patch, scaled for the network.
   *
   * @param firstFrame first frame of the patch
   * @param width number of frames
   * @param patch receives {@code [nMels][width]}, row-major, in [0, 1]
   * @param offset index of the first value in {@code patch}
   */
  public void copyPatch(int firstFrame, int width, float[] patch, int offset) {
    checkFrames(firstFrame, width);

    for (int m = 0; m < nMels; m++) {
      int from = m * nFrames + firstFrame;
      int to = offset + m * width;

      for (int t = 0; t < width; t++) {
        patch[to + t] = Decibels.toUnit(values[from + t]);
      }
    }
  }

  /**
   * First frames of the patches that cover this spectrogram. The last patch is moved back so that
   * it ends with the song.
   *
   * @param width number of frames of a patch, at most {@link #nFrames}
   */
  public int[] patchStarts(int width) {
    int[] starts = new int[patchCount(nFrames, width)];

    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i * width, nFrames - width);
    }

    return starts;
  }

  /** Number of patches of a width that cover {@code frames} frames, at least 1. */
  public static int patchCount(int frames, int width) {
    return Math.max(1, (frames + width - 1) / width);
  }

  private void checkFrames(int firstFrame, int width) {
    if (firstFrame < 0 || firstFrame + width > nFrames) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Frames %d to %d are outside a spectrogram of %d frames",
              firstFrame,
              firstFrame + width,
              nFrames));
    }
  }
}
