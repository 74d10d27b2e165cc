package io.soundalike.projection;

/** All pairs attract and repel. */
final class ExactGradientModel implements GradientModel {

  private final float[] p;
  private final int n;
  private final SpinWaitPool team;

  /**
   * Between points.
   *
   * @param p {@code [n * n]}, joint probabilities
   * @param team shares the work
   */
  ExactGradientModel(float[] p, int n, SpinWaitPool team) {
    this.team = team;
    this.p = p;
    this.n = n;
  }

  @Override
  public void differentiate(double[] y, double exaggeration, double[] gradient) {
    double normaliser = normaliser(y);
    team.share(n, () -> i -> differentiate(i, y, exaggeration, normaliser, gradient));
  }

  private void differentiate(
      int i, double[] y, double exaggeration, double normaliser, double[] gradient) {
    double gx = 0;
    double gy = 0;

    for (int j = 0; j < n; j++) {
      double dx = y[2 * i] - y[2 * j];
      double dy = y[2 * i + 1] - y[2 * j + 1];
      double q = 1 / (1 + dx * dx + dy * dy);
      double force = (exaggeration * p[i * n + j] - q / normaliser) * q;
      gx += force * dx;
      gy += force * dy;
    }

    gradient[2 * i] = 4 * gx;
    gradient[2 * i + 1] = 4 * gy;
  }

  private double normaliser(double[] y) {
    return team.sum(
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
    return team.sum(
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
