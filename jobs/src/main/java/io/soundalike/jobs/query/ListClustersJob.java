package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.JobContext;
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

/**
 * Lists the songs of each cluster, from its middle outwards.
 *
 * <p><b>Input:</b> map and clusters of the latest run. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike playlists --catalogue URI --to DIR}
 */
public final class ListClustersJob {

  private ListClustersJob() {}

  /** By number of the cluster, from 0; what is asked about is the song in the middle. */
  public static Map<Integer, FindSimilarJob.Result> run(JobContext context, TrainedModel model)
      throws IOException {
    context.describe("playlists");
    SongIndex compared = SongIndex.collect(context, model);
    List<Song> songs = FindSimilarJob.catalogue(context, compared);
    Distance distance = compared.distance(context);
    Map<String, MapPointRow> points = RunTables.collect(context, compared).points();
    Map<Integer, List<Integer>> members = new TreeMap<>();

    for (int song = 0; song < songs.size(); song++) {
      MapPointRow point = points.get(compared.trackIds().get(song));

      if (point != null) {
        members.computeIfAbsent(point.getCluster(), added -> new ArrayList<>()).add(song);
      }
    }

    Map<String, Integer> places = compared.indices();
    Map<Integer, FindSimilarJob.Result> playlists = new TreeMap<>();
    RunTables.medoids(context)
        .forEach(
            (cluster, medoid) -> {
              if (members.containsKey(cluster) && places.containsKey(medoid)) {
                playlists.put(
                    cluster,
                    list(
                        songs,
                        Objects.requireNonNull(members.get(cluster)),
                        Objects.requireNonNull(places.get(medoid)),
                        distance));
              }
            });
    return playlists;
  }

  private static FindSimilarJob.Result list(
      List<Song> songs, List<Integer> members, int medoid, Distance distance) {
    List<Match> matches = new ArrayList<>();
    members.stream()
        .sorted(Comparator.comparingDouble(song -> apart(distance, medoid, song)))
        .forEach(
            song ->
                matches.add(
                    songs.get(song).match(matches.size() + 1, apart(distance, medoid, song))));
    return new FindSimilarJob.Result(List.of(songs.get(medoid).file()), matches);
  }

  private static double apart(Distance distance, int medoid, int song) {
    return song == medoid ? 0 : distance.between(medoid, song);
  }
}
