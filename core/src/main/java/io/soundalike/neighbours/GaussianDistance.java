package io.soundalike.neighbours;

import java.util.List;

/**
 * Distance between songs of which each is a Gaussian, such as the one of its MFCCs: the square root
 * of the Jensen-Shannon divergence, in which the Gaussian of the same mean and covariance stands
 * for the mixture of both. With covariances C1 and C2 and that of the mixture M,
 *
 * <pre>ln det(M) / 2 - ln det(C1) / 4 - ln det(C2) / 4</pre>
 *
 * is all that remains of it.
 *
 * <p>References: D. Schnitzer et al., Local and global scaling reduce hubs in space, JMLR 13, 2012
 * (Jensen-Shannon on single Gaussians); M. Mandel, D. Ellis, Song-level features and support vector
 * machines for music classification, ISMIR 2005
 */
public final class GaussianDistance implements Distance {

  private static final long serialVersionUID = 1L;

  /** Added to each variance, in squared units: songs that hardly vary have a volume, too. */
  private static final double RIDGE = 1e-2;

  private final int dimensions;
  private final float[][] means;
  private final float[][] covariances;
  private final double[] logDeterminants;

  /**
   * @param means {@code [songs][d]}
   * @param covariances {@code [songs][d (d + 1) / 2]}: upper triangles, row by row
   */
  public GaussianDistance(List<float[]> means, List<float[]> covariances) {
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
    return means.length;
  }

  @Override
  public double between(int i, int j) {
    double divergence = logDeterminant(i, j) / 2 - logDeterminants[i] / 4 - logDeterminants[j] / 4;
    return Math.sqrt(Math.max(0, divergence));
  }

  /** Of the mixture's covariance, by Cholesky's decomposition. */
  private double logDeterminant(int i, int j) {
    int d = dimensions;
    double[] lower = new double[d * d];
    double sum = 0;
    int at = 0;

    // The upper triangle's row r is the lower one's column r.
    for (int r = 0; r < d; r++) {
      double delta = means[i][r] - means[j][r];

      for (int c = r; c < d; c++, at++) {
        double mixed = ((double) covariances[i][at] + covariances[j][at]) / 2;
        lower[c * d + r] = mixed + delta * (means[i][c] - means[j][c]) / 4;
      }
    }

    for (int r = 0; r < d; r++) {
      int row = r * d;

      for (int c = 0; c < r; c++) {
        lower[row + c] = (lower[row + c] - product(lower, row, c * d, c)) / lower[c * d + c];
      }

      double pivot = lower[row + r] + RIDGE - product(lower, row, row, r);
      lower[row + r] = Math.sqrt(Math.max(RIDGE * RIDGE, pivot));
      sum += Math.log(lower[row + r]);
    }

    return 2 * sum;
  }

  private static double product(double[] values, int a, int b, int length) {
    double sum = 0;

    for (int k = 0; k < length; k++) {
      sum += values[a + k] * values[b + k];
    }

    return sum;
  }
}
