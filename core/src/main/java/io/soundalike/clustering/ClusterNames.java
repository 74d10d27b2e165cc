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
 * Keeps cluster numbers stable from run to run. The numbers that k-means gives depend on its random
 * start.
 */
public final class ClusterNames {

  private ClusterNames() {}

  private record Overlap(int current, int previous, int songs) {}

  /**
   * Renumbers clusters. A cluster takes the number of the previous cluster with which it shares
   * most songs, in the order of decreasing overlap. Clusters without a number after that take the
   * lowest numbers that no previous cluster has kept.
   *
   * @param current {@code [songs]}: present cluster of each song
   * @param previous {@code [songs]}: previous cluster of the same songs; -1 for new songs
   * @return {@code [songs]}: new number of each song's cluster
   */
  public static int[] matchPrevious(int[] current, int[] previous) {
    Map<Integer, Integer> numbers = new HashMap<>();
    Set<Integer> taken = new HashSet<>();

    for (Overlap overlap : overlaps(current, previous)) {
      if (!numbers.containsKey(overlap.current()) && taken.add(overlap.previous())) {
        numbers.put(overlap.current(), overlap.previous());
      }
    }

    int free = 0;

    for (int cluster : new TreeSet<>(Arrays.stream(current).boxed().toList())) {
      if (!numbers.containsKey(cluster)) {
        while (taken.contains(free)) {
          free++;
        }

        taken.add(free);
        numbers.put(cluster, free);
      }
    }

    return Arrays.stream(current).map(cluster -> numbers.getOrDefault(cluster, 0)).toArray();
  }

  /** By decreasing overlap, then by previous and current number. */
  private static List<Overlap> overlaps(int[] current, int[] previous) {
    Map<List<Integer>, Integer> songs = new HashMap<>();

    for (int i = 0; i < current.length; i++) {
      if (previous[i] >= 0) {
        songs.merge(List.of(current[i], previous[i]), 1, Integer::sum);
      }
    }

    List<Overlap> overlaps = new ArrayList<>();
    songs.forEach((pair, count) -> overlaps.add(new Overlap(pair.get(0), pair.get(1), count)));
    overlaps.sort(
        Comparator.comparingInt(Overlap::songs)
            .reversed()
            .thenComparingInt(Overlap::previous)
            .thenComparingInt(Overlap::current));
    return overlaps;
  }
}
