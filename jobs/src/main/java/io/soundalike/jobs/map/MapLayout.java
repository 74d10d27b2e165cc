package io.soundalike.jobs.map;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import io.soundalike.projection.OutOfSamplePlacement;
import io.soundalike.projection.PrincipalPlane;
import io.soundalike.projection.Tsne;
import io.soundalike.settings.MapSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Where songs lie on the map: laid out, or placed by their neighbours among those that are.
 *
 * @param points {@code [n][2]}
 * @param isPlaced of each song whether it was placed
 * @param quality of the layout
 * @param isKept whether an earlier run has laid it out
 */
record MapLayout(double[][] points, boolean[] isPlaced, Quality quality, boolean isKept) {

  /**
   * How well songs are laid out.
   *
   * @param divergence Kullback-Leibler, nats, of those that were laid out
   * @param iterations of the layout
   * @param songs of the catalogue that it was made for
   * @param changes songs that have come or gone since
   * @param landmarks songs that were laid out, where the catalogue has too many
   */
  record Quality(double divergence, int iterations, int songs, int changes, int landmarks) {

    /**
     * As a run keeps it.
     *
     * @param agreement of its clusters with those of the run's own map; NaN for that one
     */
    String json(String source, KMeansClustering clusters, double agreement) {
      Map<String, Object> json = new HashMap<>();
      json.put("divergence", divergence);
      json.put("iterations", iterations);
      json.put("songs", songs);
      json.put("changes", changes);
      json.put("landmarks", landmarks);
      json.put("source", source);

      if (!Double.isNaN(clusters.silhouette())) {
        json.put("silhouette", clusters.silhouette());
      }

      if (!Double.isNaN(clusters.stability())) {
        json.put("stability", clusters.stability());
      }

      if (!Double.isNaN(agreement)) {
        json.put("agreement", agreement);
      }

      return ConfigValueFactory.fromMap(json).render(ConfigRenderOptions.concise());
    }

    /** The same layout, after so many changes. */
    Quality after(int now) {
      return new Quality(divergence, iterations, songs, now, landmarks);
    }

    static Quality of(Config config) {
      return new Quality(
          config.getDouble("divergence"),
          config.getInt("iterations"),
          config.getInt("songs"),
          config.getInt("changes"),
          config.getInt("landmarks"));
    }
  }

  /** The map that stands, with what has come since; or another. */
  static MapLayout of(JobContext context, MapLayoutSpec subject) throws IOException {
    MapLayout kept = kept(context, subject);

    if (kept != null) {
      return kept;
    }

    int songs = subject.songs();
    int most = context.settings().map().maxTracks();

    if (songs > most) {
      return amongLandmarks(context, subject, most);
    }

    Tsne.Result laid = layOut(context, subject.distance(), subject.vectors());
    return new MapLayout(
        laid.points(),
        new boolean[songs],
        new Quality(laid.divergence(), laid.iterations(), songs, 0, 0),
        false);
  }

  private static @Nullable MapLayout kept(JobContext context, MapLayoutSpec subject)
      throws IOException {
    Optional<String> run = standing(context, subject);

    if (run.isEmpty()) {
      return null;
    }

    Quality before = Quality.of(context.catalogue().configOfRun(run.get(), subject.quality()));
    Map<String, MapPointRow> rows = new HashMap<>();
    context
        .catalogue()
        .tableOfRun(context.spark(), run.get(), subject.table(), MapPointRow.ENCODER)
        .collectAsList()
        .forEach(row -> rows.put(row.getTrackId(), row));
    List<String> ids = subject.trackIds();
    int known = (int) ids.stream().filter(rows::containsKey).count();
    int changes = before.changes() + ids.size() - known + rows.size() - known;
    double keep = context.settings().map().relayoutFraction();

    if (known == 0 || keep == 0 || changes > keep * before.songs()) {
      return null;
    }

    double[][] points = new double[ids.size()][];
    boolean[] isPlaced = new boolean[ids.size()];

    for (int song = 0; song < points.length; song++) {
      MapPointRow row = rows.get(ids.get(song));
      isPlaced[song] = row == null || row.isPlaced();

      if (row != null) {
        points[song] = new double[] {row.getX(), row.getY()};
      }
    }

    place(context, subject.distance(), points);
    return new MapLayout(points, isPlaced, before.after(changes), true);
  }

  /** The latest run that has laid songs out as they would be now. */
  private static Optional<String> standing(JobContext context, MapLayoutSpec subject)
      throws IOException {
    return context
        .catalogue()
        .latestRunWith(
            subject.quality(),
            config ->
                config.hasPath("source") && config.getString("source").equals(subject.source()),
            List.of(subject.table()));
  }

  private static MapLayout amongLandmarks(JobContext context, MapLayoutSpec subject, int most) {
    int songs = subject.songs();
    int[] landmarks = IntStream.range(0, most).map(i -> (int) ((long) i * songs / most)).toArray();
    float[][] vectors =
        Arrays.stream(landmarks).mapToObj(song -> subject.vectors()[song]).toArray(float[][]::new);
    Tsne.Result laid = layOut(context, subject.ofSome().apply(landmarks), vectors);
    double[][] points = new double[songs][];
    boolean[] isPlaced = new boolean[songs];
    Arrays.fill(isPlaced, true);

    for (int i = 0; i < most; i++) {
      points[landmarks[i]] = laid.points()[i];
      isPlaced[landmarks[i]] = false;
    }

    place(context, subject.distance(), points);
    return new MapLayout(
        points, isPlaced, new Quality(laid.divergence(), laid.iterations(), songs, 0, most), false);
  }

  /** Places the songs that have no place yet. */
  private static void place(JobContext context, Distance distance, double[][] points) {
    List<Integer> placeless =
        IntStream.range(0, points.length).filter(song -> points[song] == null).boxed().toList();

    if (placeless.isEmpty()) {
      return;
    }

    boolean[] known = new boolean[points.length];
    IntStream.range(0, points.length).forEach(song -> known[song] = points[song] != null);
    Broadcast<Distance> measure = context.javaSpark().broadcast(distance);
    Broadcast<boolean[]> candidates = context.javaSpark().broadcast(known);
    List<Tuple2<Integer, List<Neighbour>>> found =
        context
            .javaSpark()
            .parallelize(placeless, context.partitions(placeless.size()))
            .map(
                song ->
                    new Tuple2<>(
                        song,
                        NearestNeighbours.searchAmong(
                            measure.value(),
                            song,
                            candidates.value(),
                            OutOfSamplePlacement.NEIGHBOURS)))
            .collect();
    measure.destroy();
    candidates.destroy();

    for (Tuple2<Integer, List<Neighbour>> song : found) {
      double[] squared =
          song._2().stream()
              .mapToDouble(near -> distance.squared(song._1(), near.index()))
              .toArray();
      double[][] places =
          song._2().stream().map(near -> points[near.index()]).toArray(double[][]::new);
      points[song._1()] = OutOfSamplePlacement.place(squared, places);
    }
  }

  private static Tsne.Result layOut(JobContext context, Distance distance, float[][] vectors) {
    MapSettings settings = context.settings().map();
    int songs = distance.size();
    double perplexity =
        settings.perplexity() > 0 ? settings.perplexity() : Tsne.Options.perplexityFor(songs);
    Tsne.Options options =
        new Tsne.Options(
            perplexity,
            settings.learningRate(),
            settings.maxIter(),
            settings.iterationsWithoutProgress(),
            settings.earlyExaggeration(),
            settings.seed());

    try {
      return songs <= settings.exactTracks()
          ? Tsne.project(distance.squaredMatrix(), songs, options)
          : Tsne.project(
              FindNeighboursJob.graph(context, distance, (int) Math.ceil(3 * perplexity)),
              PrincipalPlane.project(vectors, settings.seed()),
              options);
    } catch (IllegalArgumentException e) {
      throw new UserException(ExitCode.USAGE, "map." + e.getMessage() + ".");
    }
  }

  /** The places as rows; clusters and leaves are not known yet. */
  List<MapPointRow> rows(List<String> trackIds) {
    List<MapPointRow> rows = new ArrayList<>();

    for (int i = 0; i < points.length; i++) {
      MapPointRow row = new MapPointRow();
      row.setTrackId(trackIds.get(i));
      row.setLeaf(i);
      row.setX(points[i][0]);
      row.setY(points[i][1]);
      row.setPlaced(isPlaced[i]);
      rows.add(row);
    }

    return rows;
  }
}
