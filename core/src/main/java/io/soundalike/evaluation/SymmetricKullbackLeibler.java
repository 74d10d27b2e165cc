package io.soundalike.evaluation;

import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongDescriptor;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Symmetric Kullback-Leibler divergence between Gaussians of two songs' 20 MFCCs, a quarter of it
 * in nats: the classic timbre baseline.
 *
 * <p>References: M. Mandel, D. Ellis, Song-level features and support vector machines for music
 * classification, ISMIR 2005
 */
public final class SymmetricKullbackLeibler implements Distance {

  private static final long serialVersionUID = 1L;

  /** Added to each variance, so that covariances of constant songs are invertible. */
  private static final double RIDGE = 1e-2;

  private final int dimensions;
  private final double[][] means;
  private final double[][] covariances;
  private final double[][] inverses;

  /** Prepares the distance: inverts each song's covariance once. */
  public SymmetricKullbackLeibler(List<SongDescriptor> songs) {
    int n = songs.size();
    this.dimensions = n == 0 ? 0 : songs.get(0).mfccMean().length;
    this.means = new double[n][dimensions];
    this.covariances = new double[n][];
    this.inverses = new double[n][];

    for (int i = 0; i < n; i++) {
      for (int d = 0; d < dimensions; d++) {
        means[i][d] = songs.get(i).mfccMean()[d];
      }

      RealMatrix covariance = square(songs.get(i).mfccCovariance());
      covariances[i] = flatten(covariance);
      inverses[i] = flatten(new LUDecomposition(covariance).getSolver().getInverse());
    }
  }

  @Override
  public int size() {
    return means.length;
  }

  @Override
  public double between(int i, int j) {
    double sum = -2.0 * dimensions;

    for (int r = 0; r < dimensions; r++) {
      double row = means[i][r] - means[j][r];

      for (int c = 0; c < dimensions; c++) {
        int at = r * dimensions + c;
        double column = means[i][c] - means[j][c];
        sum += inverses[i][at] * covariances[j][at] + inverses[j][at] * covariances[i][at];
        sum += row * column * (inverses[i][at] + inverses[j][at]);
      }
    }

    return Math.max(0, sum / 4);
  }

  private RealMatrix square(float[] triangle) {
    RealMatrix matrix = new Array2DRowRealMatrix(dimensions, dimensions);
    int at = 0;

    for (int r = 0; r < dimensions; r++) {
      for (int c = r; c < dimensions; c++, at++) {
        matrix.setEntry(r, c, triangle[at] + (r == c ? RIDGE : 0));
        matrix.setEntry(c, r, matrix.getEntry(r, c));
      }
    }

    return matrix;
  }

  private double[] flatten(RealMatrix matrix) {
    double[] flat = new double[dimensions * dimensions];

    for (int r = 0; r < dimensions; r++) {
      System.arraycopy(matrix.getRow(r), 0, flat, r * dimensions, dimensions);
    }

    return flat;
  }
}
