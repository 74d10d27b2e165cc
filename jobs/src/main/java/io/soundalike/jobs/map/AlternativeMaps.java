package io.soundalike.jobs.map;

import io.soundalike.clustering.ClusterNames;
import io.soundalike.clustering.RandIndex;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.settings.MapSettings;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same songs on other maps, to be looked at beside the run's own: by the features of the
 * article's first attempt, or by other models, be it one network for all songs or one for each.
 */
final class AlternativeMaps {

  private AlternativeMaps() {}

  /**
   * Makes those of {@code map.alternatives}, and clusters on each as many as the run's own map has.
   *
   * @param clusters of the run's own map, by song
   */
  static void write(JobContext context, SongIndex compared, int[] clusters) throws IOException {
    for (String name : context.settings().map().alternatives()) {
      MapLayoutSpec subject = subject(context, compared, name);

      if (subject != null) {
        write(context, subject, clusters);
      }
    }
  }

  /** A map that cannot be made is no reason to go without the run's own. */
  private static @Nullable MapLayoutSpec subject(
      JobContext context, SongIndex compared, String name) throws IOException {
    try {
      return name.equals(MapSettings.FEATURES)
          ? MapLayoutSpec.articlesFeatures(context, compared)
          : MapLayoutSpec.ofModel(context, compared, name);
    } catch (UserException e) {
      context.report("  The map beside this one is left out: %s", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void write(JobContext context, MapLayoutSpec subject, int[] clusters)
      throws IOException {
    MapLayout layout = MapLayout.of(context, subject);
    int count = (int) Arrays.stream(clusters).distinct().count();
    KMeansClustering found = KMeansClustering.groups(context, layout.points(), count);
    int[] names = ClusterNames.matchPrevious(found.ofSong(), clusters);
    List<MapPointRow> rows = layout.rows(subject.trackIds());
    IntStream.range(0, names.length).forEach(song -> rows.get(song).setCluster(names[song]));
    MapAndClusterJob.write(context, rows, MapPointRow.ENCODER, subject.table());
    context
        .catalogue()
        .write(
            context.runId(),
            subject.quality(),
            layout
                .quality()
                .json(subject.source(), found, RandIndex.adjusted(clusters, found.ofSong())));
  }
}
