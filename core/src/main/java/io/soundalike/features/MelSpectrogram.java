package io.soundalike.features;

import io.soundalike.dsp.Decibels;
import java.io.Serializable;
import java.util.Locale;

/**
 * A mel spectrogram in decibels below its loudest point, eight bits a value: 0 is the floor ({@code
 * top-db} below), 255 the loudest point.
 *
 * @param nMels rows, low to high
 * @param nFrames columns
 * @param values {@code [nMels][nFrames]}, row-major, unsigned
 */
public record MelSpectrogram(int nMels, int nFrames, byte[] values) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Checks the shape. */
  public MelSpectrogram {
    if (values.length != nMels * nFrames) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A spectrogram of %d x %d has %d values, got %d",
              nMels,
              nFrames,
              nMels * nFrames,
              values.length));
    }
  }

  /**
   * Cuts an image out, as bytes.
   *
   * @param firstFrame its first column
   * @param width its columns
   * @return {@code [nMels][width]}, row-major
   */
  public byte[] cut(int firstFrame, int width) {
    checkFrames(firstFrame, width);
    byte[] image = new byte[nMels * width];

    for (int m = 0; m < nMels; m++) {
      System.arraycopy(values, m * nFrames + firstFrame, image, m * width, width);
    }

    return image;
  }

  /**
   * Copies an image for the network.
   *
   * @param firstFrame its first column
   * @param width its columns
   * @param image receives {@code [nMels][width]}, row-major, in [0, 1]
   * @param offset where in {@code image}
   */
  public void copyPatch(int firstFrame, int width, float[] image, int offset) {
    checkFrames(firstFrame, width);

    for (int m = 0; m < nMels; m++) {
      int from = m * nFrames + firstFrame;
      int to = offset + m * width;

      for (int t = 0; t < width; t++) {
        image[to + t] = Decibels.toUnit(values[from + t]);
      }
    }
  }

  /**
   * Where to cut this spectrogram so that images of one width cover it end to end; the last one is
   * moved back so that it ends with the song.
   */
  public int[] patchStarts(int width) {
    int[] starts = new int[patches(nFrames, width)];

    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i * width, nFrames - width);
    }

    return starts;
  }

  /** How many images of a width cover so many frames. */
  public static int patches(int frames, int width) {
    return Math.max(1, (frames + width - 1) / width);
  }

  private void checkFrames(int firstFrame, int width) {
    if (firstFrame < 0 || firstFrame + width > nFrames) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Frames %d to %d of %d", firstFrame, firstFrame + width, nFrames));
    }
  }
}
