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
 * Songs to compare, and the reference that tells what is near and what is far: its deviations scale
 * the dimensions, and mutual proximity asks how far each song lies from it. While the reference
 * stays, so does the distance of two songs, whatever other songs come and go.
 *
 * @param all the songs, and behind them those of the reference that are not among them
 * @param size songs to compare
 * @param reference indices into {@code all}
 */
public record SongCollection(List<SongDescriptor> all, int size, List<Integer> reference) {

  /** Songs of a reference, at most. */
  public static final int SAMPLE = 1000;

  /** Checks that there is a reference, and that it is known. */
  public SongCollection {
    if (reference.isEmpty() != all.isEmpty()
        || reference.stream().anyMatch(index -> index < 0 || index >= all.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "A reference of %d songs is not among %d",
              reference.size(),
              all.size()));
    }
  }

  /**
   * Songs that are their own reference.
   *
   * @param songs in an order that says nothing about their sound
   */
  public static SongCollection of(List<SongDescriptor> songs) {
    return new SongCollection(songs, songs.size(), sample(songs.size()));
  }

  /** Songs of a reference by even steps. */
  public static List<Integer> sample(int songs) {
    int count = Math.min(songs, SAMPLE);
    return IntStream.range(0, count).mapToObj(s -> (int) ((long) s * songs / count)).toList();
  }

  /** One song more to compare, by the same reference. */
  public SongCollection with(SongDescriptor song) {
    Stream<SongDescriptor> songs = Stream.concat(songs().stream(), Stream.of(song));
    return new SongCollection(
        Stream.concat(songs, all.subList(size, all.size()).stream()).toList(),
        size + 1,
        reference.stream().map(index -> index < size ? index : index + 1).toList());
  }

  /**
   * Some of the songs to compare, by the same reference.
   *
   * @param chosen indices of songs to compare, each once
   */
  public SongCollection some(int[] chosen) {
    Map<Integer, Integer> places = new HashMap<>();
    List<SongDescriptor> sounds = new ArrayList<>();

    for (int index : chosen) {
      places.put(index, sounds.size());
      sounds.add(all.get(index));
    }

    for (int index : reference) {
      if (places.putIfAbsent(index, sounds.size()) == null) {
        sounds.add(all.get(index));
      }
    }

    return new SongCollection(
        sounds,
        chosen.length,
        reference.stream().map(index -> places.getOrDefault(index, -1)).toList());
  }

  /** The songs to compare. */
  public List<SongDescriptor> songs() {
    return all.subList(0, size);
  }

  float[][] vectors(Function<SongDescriptor, float[]> vector) {
    return all.stream().map(vector).toArray(float[][]::new);
  }

  int[] references() {
    return reference.stream().mapToInt(Integer::intValue).toArray();
  }
}
