package io.soundalike.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Positions labels beside their points without overlaps, in the order of calls. A label without
 * room is left out.
 */
final class MapLabels {

  /** Mean width of a letter, in the units of the drawing. */
  private static final double LETTER_WIDTH = 5.6;

  private static final double LINE_HEIGHT = 11;

  /** Distance of a label from its point. */
  private static final double GAP = 9;

  private static final double POINT_RADIUS = 6;

  private final double width;
  private final double height;
  private final List<Rectangle2D> reserved = new ArrayList<>();

  MapLabels(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Position of a label.
   *
   * @param anchor value of SVG's {@code text-anchor}
   * @param fits whether there is room for the label
   */
  record Label(double x, double y, String anchor, boolean fits) {}

  /** Reserves the area of a point, which no label may cover. */
  void reserve(double x, double y) {
    reserved.add(
        new Rectangle2D.Double(
            x - POINT_RADIUS, y - POINT_RADIUS, 2 * POINT_RADIUS, 2 * POINT_RADIUS));
  }

  /** Finds a free position beside a point and reserves it. */
  Label fit(double x, double y, String label) {
    double length = label.length() * LETTER_WIDTH;
    List<Label> candidates =
        List.of(
            new Label(x + GAP, y + 4, "start", true),
            new Label(x - GAP, y + 4, "end", true),
            new Label(x, y - GAP, "middle", true),
            new Label(x, y + GAP + LINE_HEIGHT, "middle", true));

    for (Label candidate : candidates) {
      double left =
          switch (candidate.anchor()) {
            case "start" -> candidate.x();
            case "end" -> candidate.x() - length;
            default -> candidate.x() - length / 2;
          };
      Rectangle2D box =
          new Rectangle2D.Double(left, candidate.y() - LINE_HEIGHT, length, LINE_HEIGHT + 2);
      boolean isInside =
          box.getMinX() >= 0
              && box.getMaxX() <= width
              && box.getMinY() >= 0
              && box.getMaxY() <= height;

      if (isInside && reserved.stream().noneMatch(box::intersects)) {
        reserved.add(box);
        return candidate;
      }
    }

    return new Label(x, y, "middle", false);
  }
}
