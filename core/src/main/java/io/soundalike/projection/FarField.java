package io.soundalike.projection;

/**
 * What far squares push with around a place: the sum of their q, by its value and its derivatives
 * up to the third, as Taylor has it. What q squared times the way there sums up to is half of its
 * slope, turned round.
 *
 * <p>References: L. Greengard, V. Rokhlin, A fast algorithm for particle simulations, Journal of
 * Computational Physics 73, 1987
 */
final class FarField {

  private float sum;
  private float x;
  private float y;
  private float xx;
  private float xy;
  private float yy;
  private float xxx;
  private float xxy;
  private float xyy;
  private float yyy;

  /** Becomes another as it is seen {@code u} and {@code v} behind its place. */
  void see(FarField other, float u, float v) {
    sum = other.sum(u, v);
    x = other.slopeX(u, v);
    y = other.slopeY(u, v);
    xx = other.xx + u * other.xxx + v * other.xxy;
    xy = other.xy + u * other.xxy + v * other.xyy;
    yy = other.yy + u * other.xyy + v * other.yyy;
    xxx = other.xxx;
    xxy = other.xxy;
    xyy = other.xyy;
    yyy = other.yyy;
  }

  /** Adds what pushes, seen from this place. */
  void add(Sources sources, float placeX, float placeY) {
    float sum = 0;
    float x = 0;
    float y = 0;
    float xx = 0;
    float xy = 0;
    float yy = 0;
    float xxx = 0;
    float xxy = 0;
    float xyy = 0;
    float yyy = 0;

    for (int i = 0; i < sources.size(); i++) {
      float dx = placeX - sources.x(i);
      float dy = placeY - sources.y(i);
      float q = 1 / (1 + dx * dx + dy * dy);
      float some = sources.count(i) * q;
      float first = -2 * some * q;
      float second = -4 * first * q;
      float third = -6 * second * q;
      float dxx = dx * dx;
      float dyy = dy * dy;
      sum += some;
      x += first * dx;
      y += first * dy;
      xx += first + second * dxx;
      xy += second * dx * dy;
      yy += first + second * dyy;
      xxx += dx * (3 * second + third * dxx);
      xxy += dy * (second + third * dxx);
      xyy += dx * (second + third * dyy);
      yyy += dy * (3 * second + third * dyy);
    }

    this.sum += sum;
    this.x += x;
    this.y += y;
    this.xx += xx;
    this.xy += xy;
    this.yy += yy;
    this.xxx += xxx;
    this.xxy += xxy;
    this.xyy += xyy;
    this.yyy += yyy;
  }

  /** The sum of q at {@code u} and {@code v} behind the place. */
  float sum(float u, float v) {
    return sum
        + u * (x + u * (xx / 2 + u * xxx / 6 + v * xxy / 2) + v * xy)
        + v * (y + v * (yy / 2 + u * xyy / 2 + v * yyy / 6));
  }

  float slopeX(float u, float v) {
    return x + u * (xx + u * xxx / 2 + v * xxy) + v * (xy + v * xyy / 2);
  }

  float slopeY(float u, float v) {
    return y + v * (yy + v * yyy / 2 + u * xyy) + u * (xy + u * xxy / 2);
  }
}
