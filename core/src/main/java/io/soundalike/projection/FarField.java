package io.soundalike.projection;

import io.soundalike.math.IntList;

/**
 * Local expansion of the repulsion of far nodes: the sum of q over their points, as a third-order
 * Taylor series around a centre. The repulsion of a point, the sum of q squared times the offset,
 * is minus half the gradient of this sum. A node is represented by its mean and second moments;
 * terms are kept up to the third order in the node's width and the offset from the centre together.
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

  /** Sets this expansion to another one, translated by {@code u} and {@code v}. */
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

  /** Adds the expansions of some nodes of a tree around a centre. */
  void add(QuadTree tree, IntList nodes, float centreX, float centreY) {
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

    for (int i = 0; i < nodes.size(); i++) {
      int node = nodes.get(i);
      float dx = centreX - tree.centreX(node);
      float dy = centreY - tree.centreY(node);
      float dxx = dx * dx;
      float dxy = dx * dy;
      float dyy = dy * dy;

      // q and its first to fourth derivatives by half the squared distance.
      float q = 1 / (1 + dxx + dyy);
      float first = -2 * q * q;
      float second = -4 * first * q;
      float third = -6 * second * q;
      float fourth = -8 * third * q;

      // The node's second moments, and their products with the offset.
      float mxx = tree.momentXX(node);
      float mxy = tree.momentXY(node);
      float myy = tree.momentYY(node);
      float all = mxx + myy;
      float along = mxx * dxx + mxy * dxy + myy * dyy;
      float alongX = 2 * mxx * dx + mxy * dy;
      float alongY = 2 * myy * dy + mxy * dx;

      // Sums over the node's points: the first derivative is the slope times the offset, the second
      // adds the bend times the offset's square.
      float count = tree.to(node) - tree.from(node);
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

  /** The sum of q at an offset of {@code u} and {@code v} from the centre. */
  float sum(float u, float v) {
    return sum
        + u * (x + u * (xx / 2 + u * xxx / 6 + v * xxy / 2) + v * xy)
        + v * (y + v * (yy / 2 + u * xyy / 2 + v * yyy / 6));
  }

  /** Its derivative by x. */
  float slopeX(float u, float v) {
    return x + u * (xx + u * xxx / 2 + v * xxy) + v * (xy + v * xyy / 2);
  }

  /** Its derivative by y. */
  float slopeY(float u, float v) {
    return y + v * (yy + v * yyy / 2 + u * xyy) + u * (xy + u * xxy / 2);
  }
}
