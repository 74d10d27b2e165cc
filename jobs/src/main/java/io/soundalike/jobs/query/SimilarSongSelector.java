package io.soundalike.jobs.query;

import io.soundalike.features.Tempo;
import io.soundalike.jobs.query.FindSimilarJob.Options;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.DistanceMoments;
import io.soundalike.neighbours.DuplicateDetector;
import io.soundalike.neighbours.MutualProximity;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.settings.NeighbourSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Selects the songs that are most similar to the queries. */
final class SimilarSongSelector {

  private final List<Song> songs;
  private final List<Integer> queries;
  private final Options options;
  private final Distance distance;
  private final Distance timbre;
  private final SongCollection collection;

  /**
   * Computes the distances of the songs.
   *
   * @param collection descriptors of the songs, with their reference set
   * @param moments distances of the first songs to the reference set, where they are known
   * @param queries indices of the query songs
   */
  SimilarSongSelector(
      List<Song> songs,
      SongCollection collection,
      Map<Component, DistanceMoments> moments,
      List<Integer> queries,
      NeighbourSettings settings,
      Options options) {
    this.songs = songs;
    this.queries = queries;
    this.options = options;
    Map<Component, DistanceMoments> extended = new EnumMap<>(Component.class);
    moments.forEach(
        (component, known) -> extended.put(component, known.extended(collection.size())));
    this.collection = collection;
    this.distance =
        options.by() == null
            ? distance(collection, extended, settings)
            : SongDistance.fitComponent(options.by(), collection);
    this.timbre = SongDistance.rawComponent(Component.TIMBRE, collection);
  }

  private static Distance distance(
      SongCollection collection,
      Map<Component, DistanceMoments> moments,
      NeighbourSettings settings) {
    return SongDistance.create(
        collection,
        settings.distance() == NeighbourSettings.Metric.BLEND
            ? SongDistance.fitComponents(collection, settings.weights(), moments)
            : Map.of(),
        settings);
  }

  /** Selects the matches, nearest first. */
  List<Match> select() {
    Map<String, Integer> ofArtist = new HashMap<>();
    Map<String, Integer> ofAlbum = new HashMap<>();
    List<Integer> chosen = new ArrayList<>();
    List<List<String>> copies = new ArrayList<>();

    for (int song : nearestFirst()) {
      int original = copyOf(song, chosen);

      if (original >= 0) {
        copies.get(original).add(songs.get(song).file().getPath());
      } else if (chosen.size() < options.k()
          && hasRoom(ofArtist, songs.get(song).file().getArtist(), options.maxPerArtist())
          && hasRoom(ofAlbum, songs.get(song).file().getAlbum(), options.maxPerAlbum())) {
        count(ofArtist, songs.get(song).file().getArtist());
        count(ofAlbum, songs.get(song).file().getAlbum());
        chosen.add(song);
        copies.add(new ArrayList<>());
      }
    }

    List<Map<Component, Double>> parts = parts(chosen);
    return IntStream.range(0, chosen.size())
        .mapToObj(i -> match(i + 1, chosen.get(i), parts.get(i), copies.get(i)))
        .toList();
  }

  private List<Integer> nearestFirst() {
    double[] distances =
        IntStream.range(0, songs.size()).mapToDouble(song -> mean(distance, song)).toArray();
    return IntStream.range(0, songs.size())
        .filter(song -> copyOf(song, queries) < 0)
        .filter(song -> queries.stream().anyMatch(query -> fits(query, song)))
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer song) -> distances[song])
                .thenComparing(song -> songs.get(song).file().getPath()))
        .toList();
  }

  /** Tempi an octave apart count as equal, since beat trackers confuse them. */
  private boolean fits(int query, int song) {
    double octaves =
        Math.log(
                songs.get(song).features().getTempoBpm()
                    / songs.get(query).features().getTempoBpm())
            / Math.log(2);
    double off = Math.abs(octaves - Math.rint(octaves));
    boolean tempoFits =
        options.tempoWithin() == 0 || off <= Math.log1p(options.tempoWithin()) / Math.log(2);
    return tempoFits
        && (!options.sameKey() || songs.get(song).key().equals(songs.get(query).key()));
  }

  /** The position among other songs of the same recording; -1 if there is none. */
  private int copyOf(int song, List<Integer> others) {
    for (int i = 0; i < others.size(); i++) {
      if (isCopy(song, others.get(i))) {
        return i;
      }
    }

    return -1;
  }

  private boolean isCopy(int a, int b) {
    return a == b
        || DuplicateDetector.areDuplicates(
            songs.get(a).features().getSeconds(),
            songs.get(b).features().getSeconds(),
            timbre.between(a, b));
  }

  private static boolean hasRoom(Map<String, Integer> counts, @Nullable String name, int max) {
    return max == 0 || name == null || counts.getOrDefault(name, 0) < max;
  }

  private static void count(Map<String, Integer> counts, @Nullable String name) {
    if (name != null) {
      counts.merge(name, 1, Integer::sum);
    }
  }

  /** All components of the distances of the matches, which are fitted to these songs alone. */
  private List<Map<Component, Double>> parts(List<Integer> matches) {
    List<Integer> asked = queries.stream().distinct().toList();
    int[] all =
        Stream.concat(asked.stream(), matches.stream()).mapToInt(Integer::intValue).toArray();
    Map<Component, MutualProximity> components =
        SongDistance.fitAllComponents(collection.subset(all), Map.of());
    List<Map<Component, Double>> parts = new ArrayList<>();

    for (int i = asked.size(); i < all.length; i++) {
      int match = i;
      Map<Component, Double> ofMatch = new EnumMap<>(Component.class);
      components.forEach(
          (component, d) ->
              ofMatch.put(
                  component,
                  queries.stream()
                      .mapToDouble(query -> d.between(asked.indexOf(query), match))
                      .average()
                      .orElseThrow()));
      parts.add(ofMatch);
    }

    return parts;
  }

  private Match match(int rank, int song, Map<Component, Double> byComponent, List<String> copies) {
    Song matched = songs.get(song);
    return new Match(
        rank,
        matched.file(),
        matched.features().getSeconds(),
        Tempo.rounded(matched.features().getTempoBpm()),
        matched.key(),
        mean(distance, song),
        byComponent,
        copies);
  }

  private double mean(Distance d, int song) {
    return queries.stream()
        .mapToDouble(query -> query == song ? 0 : d.between(query, song))
        .average()
        .orElseThrow();
  }
}
