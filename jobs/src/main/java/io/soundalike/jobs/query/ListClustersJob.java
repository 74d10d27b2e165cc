package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the songs of each cluster, in order of their distance from its medoid.
 *
 * <p><b>Input:</b> map and clusters of the latest run. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike playlists --catalogue URI --to DIR}
 */
public final class ListClustersJob {

  private static final Logger LOG = LoggerFactory.getLogger(ListClustersJob.class);

  private ListClustersJob() {}

  /** Lists the songs of each cluster, by its number from 0; the query is the medoid. */
  public static Map<Integer, FindSimilarJob.Result> run(JobContext context, TrainedModel model)
      throws IOException {
    context.describe("playlists");
    Stopwatch stopwatch = Stopwatch.start();
    SongIndex index = SongIndex.collect(context, model);
    LOG.info("Listing the clusters of {} songs", index.trackIds().size());
    List<Song> songs = FindSimilarJob.catalogueSongs(context, index);
    Distance distance = index.distance(context);
    Map<String, MapPointRow> points = RunTables.collect(context, index).points();
    Map<Integer, List<Integer>> members = new TreeMap<>();

    for (int song = 0; song < songs.size(); song++) {
      MapPointRow point = points.get(index.trackIds().get(song));

      if (point != null) {
        members.computeIfAbsent(point.getCluster(), added -> new ArrayList<>()).add(song);
      }
    }

    Map<String, Integer> indices = index.indices();
    Map<Integer, FindSimilarJob.Result> playlists = new TreeMap<>();
    RunTables.medoids(context)
        .forEach(
            (cluster, medoid) -> {
              if (members.containsKey(cluster) && indices.containsKey(medoid)) {
                playlists.put(
                    cluster,
                    list(
                        songs,
                        Objects.requireNonNull(members.get(cluster)),
                        Objects.requireNonNull(indices.get(medoid)),
                        distance));
              }
            });
    LOG.info("Listed {} clusters in {} s", playlists.size(), stopwatch.seconds());
    return playlists;
  }

  private static FindSimilarJob.Result list(
      List<Song> songs, List<Integer> members, int medoid, Distance distance) {
    List<Match> matches = new ArrayList<>();
    members.stream()
        .sorted(Comparator.comparingDouble(song -> distanceToMedoid(distance, medoid, song)))
        .forEach(
            song ->
                matches.add(
                    songs
                        .get(song)
                        .match(matches.size() + 1, distanceToMedoid(distance, medoid, song))));
    return new FindSimilarJob.Result(List.of(songs.get(medoid).file()), matches);
  }

  private static double distanceToMedoid(Distance distance, int medoid, int song) {
    return song == medoid ? 0 : distance.between(medoid, song);
  }
}
