package io.soundalike.neighbours;

import java.util.List;

/**
 * Distance between songs that are each modelled by one Gaussian, such as that of their MFCCs: the
 * square root of an approximated Jensen-Shannon divergence. The mixture of the two Gaussians is
 * approximated by the Gaussian with the same mean and covariance. With covariances C1 and C2, and M
 * for the mixture, the divergence in nats is
 *
 * <pre>ln det(M) / 2 - ln det(C1) / 4 - ln det(C2) / 4</pre>
 *
 * <p>References: D. Schnitzer et al., Local and global scaling reduce hubs in space, JMLR 13, 2012
 * (Jensen-Shannon on single Gaussians); M. Mandel, D. Ellis, Song-level features and support vector
 * machines for music classification, ISMIR 2005
 */
public final class GaussianDistance implements Distance {

  private static final long serialVersionUID = 1L;

  /**
   * Added to each variance, in squared units, so that determinants of constant songs stay above 0.
   */
  private static final double RIDGE = 1e-2;

  /** Pivots that are multiplied before a logarithm is taken; eight of them cannot overflow. */
  private static final int PIVOTS_PER_LOG = 8;

  private static final ThreadLocal<double[][]> SCRATCH =
      ThreadLocal.withInitial(() -> new double[0][]);

  private final int size;
  private final int dimensions;
  private final float[][] means;
  private final float[][] covariances;
  private final double[] logDeterminants;

  /**
   * Prepares the distance: computes each song's determinant once.
   *
   * @param means {@code [songs][d]}
   * @param covariances {@code [songs][d (d + 1) / 2]}: upper triangles, row by row
   */
  public GaussianDistance(List<float[]> means, List<float[]> covariances) {
    this(means, covariances, means.size());
  }

  /**
   * @param size number of songs to compare; {@link #between} also takes the indices of the songs
   *     after them
   */
  GaussianDistance(List<float[]> means, List<float[]> covariances, int size) {
    this.size = size;
    this.dimensions = means.isEmpty() ? 0 : means.get(0).length;
    this.means = means.toArray(float[][]::new);
    this.covariances = covariances.toArray(float[][]::new);
    this.logDeterminants = new double[this.means.length];

    for (int i = 0; i < logDeterminants.length; i++) {
      logDeterminants[i] = logDeterminant(i, i);
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public double between(int i, int j) {
    double divergence = logDeterminant(i, j) / 2 - logDeterminants[i] / 4 - logDeterminants[j] / 4;
    return Math.sqrt(Math.max(0, divergence));
  }

  /**
   * Log-determinant of the mixture's covariance: the product of the pivots of Gaussian elimination.
   * Each row is an array of its own, because HotSpot then vectorises {@link #subtract}.
   */
  private double logDeterminant(int i, int j) {
    double[][] rows = SCRATCH.get();

    if (rows.length != dimensions) {
      rows = new double[dimensions][dimensions];
      SCRATCH.set(rows);
    }

    mix(i, j, rows);
    double logarithms = 0;
    double product = 1;

    for (int r = 0; r < dimensions; r++) {
      double[] row = rows[r];
      double pivot = Math.max(RIDGE * RIDGE, row[r] + RIDGE);

      for (int below = r + 1; below < dimensions; below++) {
        subtract(rows[below], row, row[below] / pivot, below);
      }

      product *= pivot;

      if (r % PIVOTS_PER_LOG == PIVOTS_PER_LOG - 1) {
        logarithms += Math.log(product);
        product = 1;
      }
    }

    return logarithms + Math.log(product);
  }

  /** Fills {@code rows} with the upper triangle of the mixture's covariance. */
  private void mix(int i, int j, double[][] rows) {
    float[] one = covariances[i];
    float[] other = covariances[j];
    int at = 0;

    for (int r = 0; r < dimensions; r++) {
      double[] row = rows[r];
      double delta = ((double) means[i][r] - means[j][r]) / 4;

      for (int c = r; c < dimensions; c++, at++) {
        row[c] = ((double) one[at] + other[at]) / 2 + delta * (means[i][c] - means[j][c]);
      }
    }
  }

  private static void subtract(double[] row, double[] pivotRow, double factor, int from) {
    for (int c = from; c < row.length; c++) {
      row[c] -= factor * pivotRow[c];
    }
  }
}
