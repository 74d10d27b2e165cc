package io.soundalike.jobs.map;

import io.soundalike.clustering.ClusterNames;
import io.soundalike.clustering.RandIndex;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.settings.MapSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lays out the same songs on alternative maps, for comparison with the run's own: by the article's
 * features, or by the embeddings of another model.
 */
final class AlternativeMaps {

  private static final Logger LOG = LoggerFactory.getLogger(AlternativeMaps.class);

  private AlternativeMaps() {}

  /**
   * Writes the alternative maps of the settings. Each has as many clusters as the run's own map.
   *
   * @param clusters clusters of the run's own map, by song
   */
  static void write(JobContext context, SongIndex index, int[] clusters) throws IOException {
    for (String name : context.settings().map().alternatives()) {
      MapLayoutSpec spec = spec(context, index, name);

      if (spec != null) {
        write(context, spec, clusters);
      }
    }
  }

  /** Null if the map cannot be laid out; the run goes on without it. */
  private static @Nullable MapLayoutSpec spec(JobContext context, SongIndex index, String name)
      throws IOException {
    try {
      return name.equals(MapSettings.FEATURES)
          ? MapLayoutSpec.ofArticleFeatures(context, index)
          : MapLayoutSpec.ofModel(context, index, name);
    } catch (UserException e) {
      LOG.debug("The alternative map {} is left out", name, e);
      context.report(
          "  the alternative map %s is left out: %s", name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void write(JobContext context, MapLayoutSpec spec, int[] clusters)
      throws IOException {
    Stopwatch stopwatch = Stopwatch.start();
    MapLayout layout = MapLayout.layOut(context, spec);
    int count = (int) Arrays.stream(clusters).distinct().count();
    KMeansClustering found = KMeansClustering.fit(context, layout.points(), count);
    int[] names = ClusterNames.matchPrevious(found.ofSong(), clusters);
    List<MapPointRow> rows = layout.rows(spec.trackIds());
    IntStream.range(0, names.length).forEach(song -> rows.get(song).setCluster(names[song]));
    MapAndClusterJob.write(context, rows, MapPointRow.ENCODER, spec.table());
    context
        .catalogue()
        .write(
            context.runId(),
            spec.qualityFile(),
            layout
                .quality()
                .json(spec.source(), found, RandIndex.adjusted(clusters, found.ofSong())));
    LOG.info("Wrote the alternative map {} in {} s", spec.name(), stopwatch.seconds());
  }
}
