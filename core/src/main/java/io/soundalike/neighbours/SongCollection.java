package io.soundalike.neighbours;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Songs to compare, with the reference songs that distances are scaled by: the standard deviations
 * of the reference scale the dimensions, and mutual proximity measures each song's distances to it.
 * The distance of two songs depends on the reference only, so it does not change when other songs
 * are added or removed.
 *
 * @param all the songs to compare, then the reference songs that are not among them
 * @param size number of songs to compare
 * @param reference indices of the reference songs in {@code all}; empty only if there are no songs
 */
public record SongCollection(List<SongDescriptor> all, int size, List<Integer> reference) {

  /** Largest number of songs of a reference. */
  public static final int MAX_REFERENCE_SONGS = 1000;

  /**
   * Checks the reference.
   *
   * @throws IllegalArgumentException if there are songs and no reference, or an index is out of
   *     range
   */
  public SongCollection {
    if (reference.isEmpty() != all.isEmpty()
        || reference.stream().anyMatch(index -> index < 0 || index >= all.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "reference of %d songs: expected at least 1, with indices from 0 to %d",
              reference.size(),
              all.size() - 1));
    }
  }

  /**
   * Makes a collection whose reference is drawn from its own songs.
   *
   * @param songs in an order that does not depend on how they sound
   */
  public static SongCollection of(List<SongDescriptor> songs) {
    return new SongCollection(songs, songs.size(), sampleReference(songs.size()));
  }

  /**
   * Draws a reference: at most {@link #MAX_REFERENCE_SONGS} indices at even steps.
   *
   * @param songs number of songs to draw from
   */
  public static List<Integer> sampleReference(int songs) {
    int count = Math.min(songs, MAX_REFERENCE_SONGS);
    return IntStream.range(0, count).mapToObj(s -> (int) ((long) s * songs / count)).toList();
  }

  /** This collection with one more song to compare, at the end, and the same reference. */
  public SongCollection with(SongDescriptor song) {
    Stream<SongDescriptor> songs = Stream.concat(songs().stream(), Stream.of(song));
    return new SongCollection(
        Stream.concat(songs, all.subList(size, all.size()).stream()).toList(),
        size + 1,
        reference.stream().map(index -> index < size ? index : index + 1).toList());
  }

  /**
   * Some of the songs to compare, with the same reference.
   *
   * @param chosen indices of songs to compare, each once
   */
  public SongCollection subset(int[] chosen) {
    Map<Integer, Integer> positions = new HashMap<>();
    List<SongDescriptor> descriptors = new ArrayList<>();

    for (int index : chosen) {
      positions.put(index, descriptors.size());
      descriptors.add(all.get(index));
    }

    for (int index : reference) {
      if (positions.putIfAbsent(index, descriptors.size()) == null) {
        descriptors.add(all.get(index));
      }
    }

    return new SongCollection(
        descriptors,
        chosen.length,
        reference.stream().map(index -> positions.getOrDefault(index, -1)).toList());
  }

  /** The songs to compare. */
  public List<SongDescriptor> songs() {
    return all.subList(0, size);
  }

  float[][] vectors(Function<SongDescriptor, float[]> vector) {
    return all.stream().map(vector).toArray(float[][]::new);
  }

  int[] referenceIndices() {
    return reference.stream().mapToInt(Integer::intValue).toArray();
  }
}
