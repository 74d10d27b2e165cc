package io.soundalike.projection;

import io.soundalike.math.IntList;

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
  void translate(FarField other, float u, float v) {
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
  void add(QuadTree tree, IntList squares, float placeX, float placeY) {
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
      float dx = placeX - tree.centreX(square);
      float dy = placeY - tree.centreY(square);
      float dxx = dx * dx;
      float dxy = dx * dy;
      float dyy = dy * dy;

      // The derivatives of q by half the squared distance, from the first to the fourth.
      float q = 1 / (1 + dxx + dyy);
      float first = -2 * q * q;
      float second = -4 * first * q;
      float third = -6 * second * q;
      float fourth = -8 * third * q;

      // The square's second moments, and what they are along the way there.
      float mxx = tree.momentXX(square);
      float mxy = tree.momentXY(square);
      float myy = tree.momentYY(square);
      float all = mxx + myy;
      float along = mxx * dxx + mxy * dxy + myy * dyy;
      float alongX = 2 * mxx * dx + mxy * dy;
      float alongY = 2 * myy * dy + mxy * dx;

      // The same of all points together: of their first derivatives the slope goes with the way
      // there, of their second ones the bend with its square.
      float count = tree.to(square) - tree.from(square);
      float secondOfAll = count * second;
      float thirdOfAll = count * third;
      float slope = count * first + all * second + along * third;
      float bend = secondOfAll + all * third + along * fourth;
      sum += count * q + all * first + along * second;
      x += slope * dx + second * alongX;
      y += slope * dy + second * alongY;
      xx += slope + bend * dxx + 2 * (second * mxx + third * dx * alongX);
      xy += bend * dxy + second * mxy + third * (dy * alongX + dx * alongY);
      yy += slope + bend * dyy + 2 * (second * myy + third * dy * alongY);
      xxx += dx * (3 * secondOfAll + thirdOfAll * dxx);
      xxy += dy * (secondOfAll + thirdOfAll * dxx);
      xyy += dx * (secondOfAll + thirdOfAll * dyy);
      yyy += dy * (3 * secondOfAll + thirdOfAll * dyy);
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
