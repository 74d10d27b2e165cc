package io.soundalike.jobs.neighbours;

import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.NearestNeighbours;
import io.soundalike.neighbours.NearestNeighbours.Neighbour;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task needs to find neighbours.
 *
 * @param trackIds sorted, in order of the distance's indices
 * @param k neighbours of each song, at most
 */
public record NeighbourSearch(Distance distance, String[] trackIds, int k) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The neighbours of some songs that stand side by side. */
  public List<NeighbourRow> of(int from, int to) {
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

  /** The songs that a new one may be a neighbour of, as such rows, without a rank. */
  List<NeighbourRow> reverseNeighbours(int song, double[] farthest) {
    return NearestNeighbours.reverseNeighbours(distance, song, farthest).stream()
        .map(claimed -> row(claimed.index(), 0, song, claimed.distance()))
        .toList();
  }

  private NeighbourRow row(int song, int rank, int neighbour, double apart) {
    NeighbourRow row = new NeighbourRow();
    row.setTrackId(trackIds[song]);
    row.setRank(rank);
    row.setNeighbourId(trackIds[neighbour]);
    row.setDistance(apart);
    return row;
  }
}
