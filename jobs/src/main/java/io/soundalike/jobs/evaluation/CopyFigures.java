package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.Alteration;
import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.Retrieval;
import io.soundalike.jobs.JobContext;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongSound;
import io.soundalike.neighbours.Sounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether altered copies are taken for what they are: each finds its song among all, and degraded
 * ones find the songs of their label, as they are and across.
 *
 * @param catalogue its songs
 * @param known of them
 */
record CopyFigures(
    JobContext context, Figures figures, List<SongSound> catalogue, LabelQuestion known) {

  /** Asks all that can compare any songs. */
  void add(Map<Alteration, Map<Integer, SongSound>> copies) {
    Contestants.ofSounds(context.settings())
        .forEach(
            (name, distance) -> {
              ofRecognition(name, distance, copies);
              ofDegraded(name, distance, copies.getOrDefault(Alteration.DEGRADED, Map.of()));
            });
  }

  /** Whether the nearest song of the catalogue is the one that the copy is of. */
  private void ofRecognition(
      String name,
      Function<Sounds, Distance> distance,
      Map<Alteration, Map<Integer, SongSound>> copies) {
    List<SongSound> all = new ArrayList<>(catalogue);
    ArrayList<String> names = new ArrayList<>();
    IntStream.range(0, all.size()).mapToObj(String::valueOf).forEach(names::add);
    Map<Alteration, Integer> ends = new EnumMap<>(Alteration.class);
    copies.forEach(
        (alteration, heard) -> {
          all.addAll(heard.values());
          heard.keySet().forEach(song -> names.add(String.valueOf(song)));
          ends.put(alteration, all.size());
        });
    Distance asked = distance.apply(Sounds.of(all));
    int from = catalogue.size();

    for (Map.Entry<Alteration, Integer> end : ends.entrySet()) {
      CopiesAsk question = new CopiesAsk(catalogue.size(), from, end.getValue(), names);
      List<Retrieval> found = Survey.of(context, asked, question).found();
      String label = end.getKey().description();
      figures.add(Task.COPIES, name, label, "p@1", mean(found, "p@1"));
      // One song is right: its average precision is one over its rank.
      figures.add(Task.COPIES, name, label, "mrr", mean(found, "map"));
      from = end.getValue();
    }
  }

  private static Bootstrap.Interval mean(List<Retrieval> found, String metric) {
    return Bootstrap.mean(
        found.stream().mapToDouble(Survey.METRICS.get(metric)).toArray(), EvaluateJob.SEED);
  }

  /** Whether degraded songs find the songs of their label, and are found by them. */
  private void ofDegraded(
      String name, Function<Sounds, Distance> distance, Map<Integer, SongSound> copies) {
    ArrayList<Integer> songs = new ArrayList<>(copies.keySet());
    List<SongSound> clean = songs.stream().map(catalogue::get).toList();
    List<SongSound> degraded = List.copyOf(copies.values());
    Distance across =
        distance.apply(Sounds.of(Stream.concat(clean.stream(), degraded.stream()).toList()));
    ask(name, "clean", distance.apply(Sounds.of(clean)), songs, Direction.WITHIN);
    ask(name, "degraded", distance.apply(Sounds.of(degraded)), songs, Direction.WITHIN);
    ask(name, "clean asks degraded", across, songs, Direction.FORWARDS);
    ask(name, "degraded asks clean", across, songs, Direction.BACKWARDS);
  }

  private void ask(
      String name, String label, Distance distance, ArrayList<Integer> songs, Direction direction) {
    Survey survey = Survey.of(context, distance, new HalvesAsk(known, songs, direction));
    Survey.add(figures, Task.DEGRADED, name, label, survey.found());
  }

  /**
   * Copies stand behind the songs of the catalogue, and those of one kind ask the songs alone.
   *
   * @param catalogueSize songs that may answer
   * @param from the first copy that asks
   * @param to the first behind it that does not
   * @param labels of all: the song that it is, or is a copy of
   */
  record CopiesAsk(int catalogueSize, int from, int to, ArrayList<String> labels)
      implements Question {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean asks(int song) {
      return song >= from && song < to;
    }

    @Override
    public boolean admits(int query, int other) {
      return other < catalogueSize;
    }
  }

  /** Who asks whom. */
  enum Direction {
    /** Songs ask each other. */
    WITHIN,
    /** Songs ask the copies of others. */
    FORWARDS,
    /** Copies ask the songs that they are not of. */
    BACKWARDS
  }

  /**
   * Of songs, or of songs and behind them their copies.
   *
   * @param songOfPlace song of the catalogue, by place in a half
   */
  record HalvesAsk(LabelQuestion known, ArrayList<Integer> songOfPlace, Direction direction)
      implements Question {

    private static final long serialVersionUID = 1L;

    private boolean isBehind(int place) {
      return place >= songOfPlace.size();
    }

    private int song(int place) {
      return songOfPlace.get(place % songOfPlace.size());
    }

    @Override
    public boolean asks(int place) {
      return isBehind(place) == (direction == Direction.BACKWARDS) && known.asks(song(place));
    }

    @Override
    public boolean admits(int query, int other) {
      boolean isOtherHalf = isBehind(query) != isBehind(other);
      return isOtherHalf == (direction != Direction.WITHIN)
          && song(query) != song(other)
          && known.admits(song(query), song(other));
    }

    @Override
    public List<String> labels() {
      return Stream.concat(songOfPlace.stream(), songOfPlace.stream())
          .map(song -> known.labels().get(song))
          .toList();
    }
  }
}
