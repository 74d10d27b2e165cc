package io.soundalike.projection;

/**
 * The exact gradient: attraction and repulsion of all pairs.
 *
 * <p>References: L. van der Maaten, G. Hinton, Visualizing data using t-SNE, JMLR 9, 2008
 */
final class ExactGradientModel implements GradientModel {

  private final float[] p;
  private final int n;
  private final SpinWaitPool pool;

  /**
   * Prepares the gradient.
   *
   * @param p {@code [n * n]}: joint probabilities
   * @param n number of points
   * @param pool runs the loops over points
   */
  ExactGradientModel(float[] p, int n, SpinWaitPool pool) {
    this.pool = pool;
    this.p = p;
    this.n = n;
  }

  @Override
  public void differentiate(double[] y, double exaggeration, double[] gradient) {
    double normaliser = normaliser(y);
    pool.parallelFor(n, () -> i -> differentiate(i, y, exaggeration, normaliser, gradient));
  }

  private void differentiate(
      int i, double[] y, double exaggeration, double normaliser, double[] gradient) {
    double gx = 0;
    double gy = 0;

    for (int j = 0; j < n; j++) {
      double dx = y[2 * i] - y[2 * j];
      double dy = y[2 * i + 1] - y[2 * j + 1];
      double q = 1 / (1 + dx * dx + dy * dy);
      double weight = (exaggeration * p[i * n + j] - q / normaliser) * q;
      gx += weight * dx;
      gy += weight * dy;
    }

    gradient[2 * i] = 4 * gx;
    gradient[2 * i + 1] = 4 * gy;
  }

  private double normaliser(double[] y) {
    return pool.parallelSum(
        n,
        i -> {
          double sum = 0;

          for (int j = 0; j < n; j++) {
            sum += j == i ? 0 : q(y, i, j);
          }

          return sum;
        });
  }

  @Override
  public double divergence(double[] y) {
    double normaliser = normaliser(y);
    return pool.parallelSum(
        n,
        i -> {
          double sum = 0;

          for (int j = 0; j < n; j++) {
            double pij = p[i * n + j];

            if (j != i && pij > 0) {
              sum += pij * Math.log(pij / Math.max(q(y, i, j) / normaliser, 1e-300));
            }
          }

          return sum;
        });
  }

  private static double q(double[] y, int i, int j) {
    double dx = y[2 * i] - y[2 * j];
    double dy = y[2 * i + 1] - y[2 * j + 1];
    return 1 / (1 + dx * dx + dy * dy);
  }
}
