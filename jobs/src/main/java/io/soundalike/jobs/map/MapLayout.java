package io.soundalike.jobs.map;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.neighbours.Distance;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The points of all songs on a map. A point comes from the layout by t-SNE, or from the placement
 * of a song by its neighbours ({@link SongPlacement}).
 *
 * @param points {@code [n][2]}
 * @param isPlaced by song, whether it was placed rather than laid out
 * @param quality of the layout
 * @param isKept whether the layout is that of an earlier run
 */
record MapLayout(double[][] points, boolean[] isPlaced, MapQuality quality, boolean isKept) {

  private static final Logger LOG = LoggerFactory.getLogger(MapLayout.class);

  /**
   * Keeps the existing map and places new songs on it, or lays the songs out again. The existing
   * map is kept while the songs added to and removed from the catalogue since its layout are at
   * most the configured fraction of the songs it was computed for.
   */
  static MapLayout layOut(JobContext context, MapLayoutSpec spec) throws IOException {
    Optional<MapLayout> existing = keepExisting(context, spec);

    if (existing.isPresent()) {
      return existing.get();
    }

    int songs = spec.songs();
    int maxTracks = context.settings().map().maxTracks();

    if (songs > maxTracks) {
      return layOutLandmarks(context, spec, maxTracks);
    }

    LOG.info("Laying out {} songs", songs);
    Tsne.Result result = project(context, spec.distance(), spec.vectors());
    return new MapLayout(
        result.points(),
        new boolean[songs],
        new MapQuality(result.divergence(), result.iterations(), songs, 0, 0),
        false);
  }

  private static Optional<MapLayout> keepExisting(JobContext context, MapLayoutSpec spec)
      throws IOException {
    Optional<String> run = runWithMap(context, spec);

    if (run.isEmpty()) {
      return Optional.empty();
    }

    MapQuality quality =
        MapQuality.of(context.catalogue().configOfRun(run.get(), spec.qualityFile()));
    Map<String, MapPointRow> rows = new HashMap<>();
    context
        .catalogue()
        .tableOfRun(context.spark(), run.get(), spec.table(), MapPointRow.ENCODER)
        .collectAsList()
        .forEach(row -> rows.put(row.getTrackId(), row));
    List<String> trackIds = spec.trackIds();
    int common = (int) trackIds.stream().filter(rows::containsKey).count();
    int changes = quality.changes() + trackIds.size() - common + rows.size() - common;
    double maxFraction = context.settings().map().relayoutFraction();

    if (common == 0 || maxFraction == 0 || changes > maxFraction * quality.songs()) {
      LOG.info(
          "The map of run {} is not kept: {} changes since its layout of {} songs",
          run.get(),
          changes,
          quality.songs());
      return Optional.empty();
    }

    LOG.info("Keeping the map of run {}: {} changes since its layout", run.get(), changes);
    double[][] points = new double[trackIds.size()][];
    boolean[] isPlaced = new boolean[trackIds.size()];

    for (int song = 0; song < points.length; song++) {
      MapPointRow row = rows.get(trackIds.get(song));
      isPlaced[song] = row == null || row.isPlaced();

      if (row != null) {
        points[song] = new double[] {row.getX(), row.getY()};
      }
    }

    SongPlacement.placeMissing(context, spec.distance(), points);
    return Optional.of(new MapLayout(points, isPlaced, quality.withChanges(changes), true));
  }

  /** The latest run whose map depends on the same settings and distances. */
  private static Optional<String> runWithMap(JobContext context, MapLayoutSpec spec)
      throws IOException {
    return context
        .catalogue()
        .latestRunWith(
            spec.qualityFile(),
            json -> json.hasPath("source") && json.getString("source").equals(spec.source()),
            List.of(spec.table()));
  }

  /** Lays out evenly spaced songs as landmarks and places all others by them. */
  private static MapLayout layOutLandmarks(JobContext context, MapLayoutSpec spec, int count) {
    int songs = spec.songs();
    LOG.info("Laying out {} landmarks of {} songs", count, songs);
    int[] landmarks =
        IntStream.range(0, count).map(i -> (int) ((long) i * songs / count)).toArray();
    float[][] vectors =
        Arrays.stream(landmarks).mapToObj(song -> spec.vectors()[song]).toArray(float[][]::new);
    Tsne.Result result = project(context, spec.distanceOfSome().apply(landmarks), vectors);
    double[][] points = new double[songs][];
    boolean[] isPlaced = new boolean[songs];
    Arrays.fill(isPlaced, true);

    for (int i = 0; i < count; i++) {
      points[landmarks[i]] = result.points()[i];
      isPlaced[landmarks[i]] = false;
    }

    SongPlacement.placeMissing(context, spec.distance(), points);
    return new MapLayout(
        points,
        isPlaced,
        new MapQuality(result.divergence(), result.iterations(), songs, 0, count),
        false);
  }

  private static Tsne.Result project(JobContext context, Distance distance, float[][] vectors) {
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
              FindNeighboursJob.findGraph(context, distance, (int) Math.ceil(3 * perplexity)),
              PrincipalPlane.project(vectors, settings.seed()),
              options);
    } catch (IllegalArgumentException e) {
      LOG.warn("t-SNE refused its options for {} songs", songs, e);
      throw new UserException(ExitCode.USAGE, "map." + e.getMessage() + ".");
    }
  }

  /** The points as rows; each song is its own leaf, and clusters are not set yet. */
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
