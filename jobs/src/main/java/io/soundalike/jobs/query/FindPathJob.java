package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.KnnGraphPath;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Finds a way from one song to another over songs that sound alike.
 *
 * <p><b>What:</b> the smoothest way through the latest neighbours; see {@link KnnGraphPath}.
 *
 * <p><b>Input:</b> neighbours of the latest inventory. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike path --catalogue URI FROM TO}
 */
public final class FindPathJob {

  private FindPathJob() {}

  /** The songs on the way, both ends among them; each with its distance from the one before. */
  public static FindSimilarJob.Result run(
      JobContext context, TrainedModel model, String from, String to) throws IOException {
    context.describe("path");
    SongIndex compared = SongIndex.collect(context, model);
    List<Song> songs = FindSimilarJob.catalogue(context, compared);
    List<AudioFileRow> files = songs.stream().map(Song::file).toList();
    int first = index(files, from);
    int last = index(files, to);
    List<Integer> way = KnnGraphPath.find(neighbours(context, compared), first, last);

    if (way.isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          String.format(
              Locale.ROOT,
              "No chain of neighbours leads from \"%s\" to \"%s\"; run soundalike neighbours with a"
                  + " larger neighbours.k.",
              from,
              to));
    }

    Distance distance = compared.distance(context);
    List<Match> matches = new ArrayList<>();

    for (int i = 0; i < way.size(); i++) {
      double step = i == 0 ? 0 : distance.between(way.get(i - 1), way.get(i));
      matches.add(songs.get(way.get(i)).match(i + 1, step));
    }

    return new FindSimilarJob.Result(List.of(files.get(first), files.get(last)), matches);
  }

  private static int index(List<AudioFileRow> files, String name) {
    return files.indexOf(
        SongResolver.find(files, name)
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.USAGE,
                        String.format(
                            Locale.ROOT,
                            "No song of the catalogue is called \"%s\"; give a path, a track id, or"
                                + " words of one title.",
                            name))));
  }

  private static List<List<Neighbour>> neighbours(JobContext context, SongIndex compared)
      throws IOException {
    Map<String, Integer> places = compared.indices();
    List<List<Neighbour>> neighbours = new ArrayList<>();
    compared.trackIds().forEach(id -> neighbours.add(new ArrayList<>()));

    for (List<NeighbourRow> rows : RunTables.collect(context, compared).neighbours().values()) {
      for (NeighbourRow row : rows) {
        neighbours
            .get(Objects.requireNonNull(places.get(row.getTrackId())))
            .add(
                new Neighbour(
                    Objects.requireNonNull(places.get(row.getNeighbourId())), row.getDistance()));
      }
    }

    return neighbours;
  }
}
