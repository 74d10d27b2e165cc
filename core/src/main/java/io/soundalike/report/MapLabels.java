package io.soundalike.report;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds room for labels beside their points, first come, first served; a label without room is left
 * out.
 */
final class MapLabels {

  /** Width of a letter and height of a line, in the units of the map's drawing. */
  private static final double LETTER = 5.6;

  private static final double LINE = 11;
  private static final double GAP = 9;
  private static final double RADIUS = 6;

  private final double width;
  private final double height;
  private final List<Rectangle2D> taken = new ArrayList<>();

  MapLabels(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Where a label goes.
   *
   * @param anchor of SVG's {@code text-anchor}
   * @param fits whether there is room
   */
  record Place(double x, double y, String anchor, boolean fits) {}

  /** No label may cover this point. */
  void keepFree(double x, double y) {
    taken.add(new Rectangle2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
  }

  Place place(double x, double y, String label) {
    double length = label.length() * LETTER;
    List<Place> candidates =
        List.of(
            new Place(x + GAP, y + 4, "start", true),
            new Place(x - GAP, y + 4, "end", true),
            new Place(x, y - GAP, "middle", true),
            new Place(x, y + GAP + LINE, "middle", true));

    for (Place candidate : candidates) {
      double left =
          switch (candidate.anchor()) {
            case "start" -> candidate.x();
            case "end" -> candidate.x() - length;
            default -> candidate.x() - length / 2;
          };
      Rectangle2D box = new Rectangle2D.Double(left, candidate.y() - LINE, length, LINE + 2);
      boolean inside =
          box.getMinX() >= 0
              && box.getMaxX() <= width
              && box.getMinY() >= 0
              && box.getMaxY() <= height;

      if (inside && taken.stream().noneMatch(box::intersects)) {
        taken.add(box);
        return candidate;
      }
    }

    return new Place(x, y, "middle", false);
  }
}
