package io.soundalike.projection;

/**
 * What far squares push with around a place: the sum of q over their points, by its value and its
 * derivatives up to the third, as Taylor has it. What q squared times the way there sums up to is
 * half of its slope, turned round. A square counts as its mean and its second moments; terms are
 * kept up to the third order in the width of the square and the way from the place together.
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

  /** Adds what some squares push with, seen from this place. */
  void add(QuadTree tree, Nodes squares, float placeX, float placeY) {
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

    for (int i = 0; i < squares.size(); i++) {
      int square = squares.get(i);
      float count = tree.to(square) - tree.from(square);
      float dx = placeX - tree.centreX(square);
      float dy = placeY - tree.centreY(square);
      float dxx = dx * dx;
      float dxy = dx * dy;
      float dyy = dy * dy;

      // Derivatives of q, the first to the fourth; each letter stands for one by that coordinate.
      float q = 1 / (1 + dxx + dyy);
      float first = -2 * q * q;
      float second = -4 * first * q;
      float third = -6 * second * q;
      float fourth = -8 * third * q;
      float qx = first * dx;
      float qy = first * dy;
      float qxx = first + second * dxx;
      float qxy = second * dxy;
      float qyy = first + second * dyy;
      float qxxx = dx * (3 * second + third * dxx);
      float qxxy = dy * (second + third * dxx);
      float qxyy = dx * (second + third * dyy);
      float qyyy = dy * (3 * second + third * dyy);
      float qxxxx = 3 * second + dxx * (6 * third + fourth * dxx);
      float qxxxy = dxy * (3 * third + fourth * dxx);
      float qxxyy = second + third * (dxx + dyy) + fourth * dxx * dyy;
      float qxyyy = dxy * (3 * third + fourth * dyy);
      float qyyyy = 3 * second + dyy * (6 * third + fourth * dyy);

      // How wide the square is changes what is seen of it by its second moments.
      float mxx = tree.momentXX(square);
      float mxy = tree.momentXY(square);
      float myy = tree.momentYY(square);
      sum += count * q + mxx * qxx + mxy * qxy + myy * qyy;
      x += count * qx + mxx * qxxx + mxy * qxxy + myy * qxyy;
      y += count * qy + mxx * qxxy + mxy * qxyy + myy * qyyy;
      xx += count * qxx + mxx * qxxxx + mxy * qxxxy + myy * qxxyy;
      xy += count * qxy + mxx * qxxxy + mxy * qxxyy + myy * qxyyy;
      yy += count * qyy + mxx * qxxyy + mxy * qxyyy + myy * qyyyy;
      xxx += count * qxxx;
      xxy += count * qxxy;
      xyy += count * qxyy;
      yyy += count * qyyy;
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
