package io.soundalike.jobs.query;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.Stopwatch;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a path from one song to another in which consecutive songs are similar.
 *
 * <p><b>What:</b> a path through the graph of the latest neighbours; see {@link KnnGraphPath}.
 *
 * <p><b>Input:</b> neighbours of the latest inventory. <b>Output:</b> none.
 *
 * <p><b>Usage:</b> {@code soundalike path --catalogue URI FROM TO}
 */
public final class FindPathJob {

  private static final Logger LOG = LoggerFactory.getLogger(FindPathJob.class);

  private FindPathJob() {}

  /**
   * Finds the songs of the path, including both ends, each with its distance to the one before.
   *
   * @throws UserException if a name is not that of one song, or if there is no path
   */
  public static FindSimilarJob.Result run(
      JobContext context, TrainedModel model, String from, String to) throws IOException {
    context.describe("path");
    Stopwatch stopwatch = Stopwatch.start();
    SongIndex songIndex = SongIndex.collect(context, model);
    LOG.info("Finding a path among {} songs", songIndex.trackIds().size());
    List<Song> songs = FindSimilarJob.catalogueSongs(context, songIndex);
    List<AudioFileRow> files = songs.stream().map(Song::file).toList();
    int first = index(files, from);
    int last = index(files, to);
    List<Integer> path = KnnGraphPath.find(neighbours(context, songIndex), first, last);

    if (path.isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "No path of neighbours leads from \"%s\" to \"%s\"; run soundalike neighbours with"
                  + " neighbours.k above %d.",
              from,
              to,
              context.settings().neighbours().k()));
    }

    Distance distance = songIndex.distance(context);
    List<Match> matches = new ArrayList<>();

    for (int i = 0; i < path.size(); i++) {
      double step = i == 0 ? 0 : distance.between(path.get(i - 1), path.get(i));
      matches.add(songs.get(path.get(i)).match(i + 1, step));
    }

    LOG.info("Found a path of {} songs in {} s", matches.size(), stopwatch.seconds());
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
                            "No song of the catalogue matches \"%s\"; give a path, a track id, or"
                                + " words of one title.",
                            name))));
  }

  private static List<List<Neighbour>> neighbours(JobContext context, SongIndex songIndex)
      throws IOException {
    Map<String, Integer> indices = songIndex.indices();
    List<List<Neighbour>> neighbours = new ArrayList<>();
    songIndex.trackIds().forEach(id -> neighbours.add(new ArrayList<>()));

    for (List<NeighbourRow> rows : RunTables.collect(context, songIndex).neighbours().values()) {
      for (NeighbourRow row : rows) {
        neighbours
            .get(Objects.requireNonNull(indices.get(row.getTrackId())))
            .add(
                new Neighbour(
                    Objects.requireNonNull(indices.get(row.getNeighbourId())), row.getDistance()));
      }
    }

    return neighbours;
  }
}
