package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * An exact nearest-neighbour search that is broadcast to tasks.
 *
 * @param distance between songs, by index
 * @param trackIds sorted track ids, by index
 * @param k maximum number of neighbours of each song
 */
public record NeighbourSearch(Distance distance, String[] trackIds, int k) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Finds the neighbours of songs {@code from} (inclusive) to {@code to} (exclusive). */
  public List<NeighbourRow> search(int from, int to) {
    List<NeighbourRow> rows = new ArrayList<>();
    int song = from;

    for (List<Neighbour> found : NearestNeighbours.search(distance, from, to, k)) {
      for (int i = 0; i < found.size(); i++) {
        rows.add(row(song, i + 1, found.get(i).index(), found.get(i).distance()));
      }

      song++;
    }

    return rows;
  }

  /**
   * Finds the songs that may have the given song as a neighbour.
   *
   * @param farthest distance of each song's farthest neighbour
   * @return rows of those songs, with rank 0
   */
  List<NeighbourRow> reverseNeighbours(int song, double[] farthest) {
    return NearestNeighbours.reverseNeighbours(distance, song, farthest).stream()
        .map(reverse -> row(reverse.index(), 0, song, reverse.distance()))
        .toList();
  }

  private NeighbourRow row(int song, int rank, int neighbour, double distance) {
    NeighbourRow row = new NeighbourRow();
    row.setTrackId(trackIds[song]);
    row.setRank(rank);
    row.setNeighbourId(trackIds[neighbour]);
    row.setDistance(distance);
    return row;
  }
}
