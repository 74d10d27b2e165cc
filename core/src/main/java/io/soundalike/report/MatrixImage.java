package io.soundalike.report;

import io.soundalike.features.MelSpectrogram;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Renders matrices as PNG images. The images hold no text, because drawing text needs fonts, which
 * a server may not have; the page adds captions.
 */
final class MatrixImage {

  /** Colour map from dark to bright; lightness rises evenly, so it is readable in grey too. */
  private static final int[][] COLOUR_MAP = {
    {4, 5, 20}, {40, 17, 89}, {101, 26, 128}, {160, 47, 127},
    {214, 69, 101}, {247, 118, 92}, {254, 181, 120}, {252, 247, 190},
  };

  private static final int MAX_WIDTH = 1400;

  private MatrixImage() {}

  /**
   * Renders a spectrogram, low frequencies at the bottom. If there are more than 1,400 frames,
   * neighbouring frames are averaged.
   */
  static byte[] spectrogram(MelSpectrogram spectrogram) {
    int rows = spectrogram.nMels();
    int frames = spectrogram.nFrames();
    int width = Math.min(frames, MAX_WIDTH);
    float[] values = new float[rows * width];

    for (int m = 0; m < rows; m++) {
      for (int x = 0; x < width; x++) {
        int from = (int) ((long) x * frames / width);
        int to = Math.max(from + 1, (int) ((long) (x + 1) * frames / width));
        int sum = 0;

        for (int t = from; t < to; t++) {
          sum += spectrogram.values()[m * frames + t] & 0xFF;
        }

        values[m * width + x] = sum / (255f * (to - from));
      }
    }

    return matrix(values, rows, width, 1);
  }

  /**
   * Renders a matrix with its first row at the bottom.
   *
   * @param values {@code [rows][columns]} in [0, 1], row-major
   * @param scale width and height of a cell in pixels
   */
  static byte[] matrix(float[] values, int rows, int columns, int scale) {
    BufferedImage image =
        new BufferedImage(columns * scale, rows * scale, BufferedImage.TYPE_INT_RGB);

    for (int y = 0; y < rows * scale; y++) {
      int row = rows - 1 - y / scale;

      for (int x = 0; x < columns * scale; x++) {
        image.setRGB(x, y, colour(values[row * columns + x / scale]));
      }
    }

    return png(image);
  }

  /**
   * Renders the channels of a code in a grid of four or eight columns, each scaled by its largest
   * value, with dark lines between.
   *
   * @param code {@code [channels][rows][columns]}
   * @param shape channels, rows, columns
   * @param scale width and height of a cell in pixels
   */
  static byte[] code(float[] code, int[] shape, int scale) {
    int rows = shape[1];
    int columns = shape[2];
    int across = Math.min(shape[0] > 16 ? 8 : 4, shape[0]);
    int down = (shape[0] + across - 1) / across;
    int width = across * (columns + 1) - 1;
    int height = down * (rows + 1) - 1;
    float[] sheet = new float[width * height];

    for (int c = 0; c < shape[0]; c++) {
      int left = c % across * (columns + 1);
      // Rows of the sheet are counted from the bottom, channels from the top.
      int bottom = (down - 1 - c / across) * (rows + 1);
      float largest = 1e-12f;

      for (int i = 0; i < rows * columns; i++) {
        largest = Math.max(largest, code[c * rows * columns + i]);
      }

      for (int i = 0; i < rows * columns; i++) {
        sheet[(bottom + i / columns) * width + left + i % columns] =
            code[c * rows * columns + i] / largest;
      }
    }

    return matrix(sheet, height, width, scale);
  }

  private static int colour(float value) {
    float position = Math.max(0, Math.min(1, value)) * (COLOUR_MAP.length - 1);
    int low = Math.min(COLOUR_MAP.length - 2, (int) position);
    float fraction = position - low;
    int rgb = 0;

    for (int c = 0; c < 3; c++) {
      float mixed = COLOUR_MAP[low][c] + fraction * (COLOUR_MAP[low + 1][c] - COLOUR_MAP[low][c]);
      rgb = rgb << 8 | Math.round(mixed);
    }

    return rgb;
  }

  private static byte[] png(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();

    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write a PNG to memory", e);
    }

    return png.toByteArray();
  }
}
