package io.soundalike.report;

import com.samskivert.mustache.Mustache;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Renders the map, the dendrogram and the loss curve as SVG. This class computes coordinates only;
 * shapes are in the templates.
 */
final class Charts {

  /**
   * The palette of Okabe and Ito, which colour-blind people can tell apart, then more colours for
   * many clusters; all are visible on white and on black.
   */
  static final List<String> COLOURS =
      List.of(
          "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#B8A800", "#777777",
          "#6A51A3", "#A63A5B", "#44AA99", "#999933");

  private static final int MAP_WIDTH = 1000;
  private static final int MAP_HEIGHT = 680;
  private static final int MARGIN = 60;
  private static final int LEAF_HEIGHT = 18;
  private static final int TREE_WIDTH = 560;

  /** Largest number of points of a drawn map; a larger catalogue is sampled at even steps. */
  private static final int MAX_POINTS = 5000;

  private Charts() {}

  static String colour(int cluster) {
    return COLOURS.get(Math.floorMod(cluster, COLOURS.size()));
  }

  /**
   * Fills a Mustache template of this package.
   *
   * @param values values by name; HTML in them is escaped
   */
  static String fill(String template, Map<String, ?> values) {
    try (InputStream in =
        Objects.requireNonNull(Charts.class.getResourceAsStream(template), template)) {
      return Mustache.compiler()
          .escapeHTML(true)
          .defaultValue("")
          .compile(new InputStreamReader(in, StandardCharsets.UTF_8))
          .execute(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Draws the map, with labels where there is room. */
  static String map(List<ReportData.Track> all) {
    int count = Math.min(MAX_POINTS, all.size());
    List<ReportData.Track> tracks =
        IntStream.range(0, count)
            .mapToObj(i -> all.get((int) ((long) i * all.size() / count)))
            .toList();
    double minX = tracks.stream().mapToDouble(ReportData.Track::x).min().orElse(0);
    double maxX = tracks.stream().mapToDouble(ReportData.Track::x).max().orElse(1);
    double minY = tracks.stream().mapToDouble(ReportData.Track::y).min().orElse(0);
    double maxY = tracks.stream().mapToDouble(ReportData.Track::y).max().orElse(1);
    MapLabels labels = new MapLabels(MAP_WIDTH, MAP_HEIGHT);
    double[][] positions = new double[tracks.size()][];

    for (int i = 0; i < positions.length; i++) {
      ReportData.Track track = tracks.get(i);
      positions[i] =
          new double[] {
            MARGIN + unit(track.x(), minX, maxX) * (MAP_WIDTH - 2 * MARGIN),
            MARGIN + (1 - unit(track.y(), minY, maxY)) * (MAP_HEIGHT - 2 * MARGIN)
          };
      labels.reserve(positions[i][0], positions[i][1]);
    }

    List<Map<String, Object>> points = new ArrayList<>();

    for (int i = 0; i < positions.length; i++) {
      ReportData.Track track = tracks.get(i);
      MapLabels.Label label = labels.fit(positions[i][0], positions[i][1], track.label());
      Map<String, Object> point = new HashMap<>();
      point.put("x", number(positions[i][0]));
      point.put("y", number(positions[i][1]));
      point.put("labelX", number(label.x()));
      point.put("labelY", number(label.y()));
      point.put("anchor", label.anchor());
      point.put("colour", colour(track.cluster()));
      point.put("cluster", track.cluster());
      point.put("label", track.label());
      point.put("caption", label.fits() ? track.label() : "");
      points.add(point);
    }

    return fill("map.svg", Map.of("width", MAP_WIDTH, "height", MAP_HEIGHT, "points", points));
  }

  /** Draws the tree, with the square root of merge heights as branch lengths. */
  static String dendrogram(ReportData.Tree drawn, List<ReportData.Track> tracks) {
    Dendrogram tree = drawn.dendrogram();
    int n = tree.leaves();
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    int[] order = tree.leafOrder();
    List<Map<String, Object>> leaves = new ArrayList<>();

    for (int row = 0; row < n; row++) {
      List<Integer> songs = drawn.leaves().get(order[row]);
      ReportData.Track track = tracks.get(songs.get(0));
      y[order[row]] = 20 + row * LEAF_HEIGHT;
      leaves.add(
          Map.of(
              "y",
              number(y[order[row]] + 4),
              "x",
              TREE_WIDTH + 20,
              "dotX",
              TREE_WIDTH + 9,
              "dotY",
              number(y[order[row]]),
              "colour",
              colour(track.cluster()),
              "label",
              songs.size() == 1
                  ? track.label()
                  : track.label() + " and " + (songs.size() - 1) + " more"));
      x[order[row]] = TREE_WIDTH;
    }

    double highest = tree.merges().isEmpty() ? 1 : tree.merges().get(n - 2).height();
    List<Map<String, Object>> branches = new ArrayList<>();

    for (int i = 0; i < tree.merges().size(); i++) {
      Dendrogram.Merge merge = tree.merges().get(i);
      // By the square root, low merges stay visible beside a very high one.
      double length = Math.sqrt(merge.height() / Math.max(1e-12, highest));
      x[n + i] = TREE_WIDTH - length * (TREE_WIDTH - 20);
      y[n + i] = (y[merge.left()] + y[merge.right()]) / 2;
      branches.add(
          Map.of(
              "x", number(x[n + i]),
              "x1", number(x[merge.left()]),
              "y1", number(y[merge.left()]),
              "x2", number(x[merge.right()]),
              "y2", number(y[merge.right()]),
              "height", number(merge.height())));
    }

    return fill(
        "dendrogram.svg",
        Map.of(
            "width",
            TREE_WIDTH + 440,
            "height",
            30 + n * LEAF_HEIGHT,
            "branches",
            branches,
            "leaves",
            leaves));
  }

  /** Draws the losses by epoch. */
  static String loss(List<TrainedModel.Epoch> epochs) {
    double low =
        epochs.stream().mapToDouble(e -> Math.min(e.entropy(), e.heldOutLoss())).min().orElse(0);
    double high =
        epochs.stream()
            .mapToDouble(e -> Math.max(e.trainingLoss(), e.heldOutLoss()))
            .max()
            .orElse(1);
    double top = high + 0.05 * (high - low);
    double bottom = low - 0.05 * (high - low);
    List<Map<String, Object>> ticks = new ArrayList<>();

    for (int i = 0; i <= 4; i++) {
      double value = bottom + i * (top - bottom) / 4;
      ticks.add(
          Map.of(
              "y", number(lossY(value, bottom, top)),
              "label", String.format(Locale.ROOT, "%.3f", value)));
    }

    List<Map<String, Object>> marks = new ArrayList<>();
    int every = Math.max(1, epochs.size() / 10);

    for (int i = 0; i < epochs.size(); i += every) {
      marks.add(Map.of("x", number(lossX(i, epochs.size())), "label", epochs.get(i).epoch()));
    }

    return fill(
        "loss.svg",
        Map.of(
            "ticks", ticks,
            "marks", marks,
            "training", line(epochs, TrainedModel.Epoch::trainingLoss, bottom, top),
            "heldOut", line(epochs, TrainedModel.Epoch::heldOutLoss, bottom, top),
            "entropy", line(epochs, TrainedModel.Epoch::entropy, bottom, top)));
  }

  private static String line(
      List<TrainedModel.Epoch> epochs,
      java.util.function.ToDoubleFunction<TrainedModel.Epoch> value,
      double bottom,
      double top) {
    StringBuilder points = new StringBuilder();

    for (int i = 0; i < epochs.size(); i++) {
      points
          .append(number(lossX(i, epochs.size())))
          .append(',')
          .append(number(lossY(value.applyAsDouble(epochs.get(i)), bottom, top)))
          .append(' ');
    }

    return points.toString().strip();
  }

  private static double lossX(int index, int count) {
    return 70 + (count < 2 ? 0 : index * 600.0 / (count - 1));
  }

  private static double lossY(double value, double bottom, double top) {
    return 30 + (1 - unit(value, bottom, top)) * 230;
  }

  private static double unit(double value, double min, double max) {
    return max > min ? (value - min) / (max - min) : 0.5;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
