package io.soundalike.clustering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives clusters the numbers that they had: numbers of k-means follow from where it happened to
 * start, and say nothing from one run to the next.
 */
public final class ClusterNames {

  private ClusterNames() {}

  private record Overlap(int now, int before, int songs) {}

  /**
   * Renumbers clusters. Those that share most songs with one of before take its number, the largest
   * overlap first; those that share none, or come too late, take numbers that nobody had, from 0.
   *
   * @param now of each song
   * @param before of the same songs; -1 for one that was not there
   * @return of each song
   */
  public static int[] keep(int[] now, int[] before) {
    Map<Integer, Integer> names = new HashMap<>();
    Set<Integer> taken = new HashSet<>();

    for (Overlap overlap : overlaps(now, before)) {
      if (!names.containsKey(overlap.now()) && taken.add(overlap.before())) {
        names.put(overlap.now(), overlap.before());
      }
    }

    int free = 0;

    for (int cluster : new TreeSet<>(Arrays.stream(now).boxed().toList())) {
      if (!names.containsKey(cluster)) {
        while (taken.contains(free)) {
          free++;
        }

        taken.add(free);
        names.put(cluster, free);
      }
    }

    return Arrays.stream(now).map(cluster -> names.getOrDefault(cluster, 0)).toArray();
  }

  /** The largest first, of equal ones the lower numbers. */
  private static List<Overlap> overlaps(int[] now, int[] before) {
    Map<List<Integer>, Integer> songs = new HashMap<>();

    for (int i = 0; i < now.length; i++) {
      if (before[i] >= 0) {
        songs.merge(List.of(now[i], before[i]), 1, Integer::sum);
      }
    }

    List<Overlap> overlaps = new ArrayList<>();
    songs.forEach((pair, count) -> overlaps.add(new Overlap(pair.get(0), pair.get(1), count)));
    overlaps.sort(
        Comparator.comparingInt(Overlap::songs)
            .reversed()
            .thenComparingInt(Overlap::before)
            .thenComparingInt(Overlap::now));
    return overlaps;
  }
}
