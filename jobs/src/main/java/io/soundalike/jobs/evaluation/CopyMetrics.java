package io.soundalike.jobs.evaluation;

import io.soundalike.evaluation.AudioDegradation;
import io.soundalike.evaluation.Bootstrap;
import io.soundalike.evaluation.Retrieval;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.SongCollection;
import io.soundalike.neighbours.SongDescriptor;
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
record CopyMetrics(
    JobContext context,
    MetricTable figures,
    List<SongDescriptor> catalogue,
    LabelRelevanceTask known) {

  /** Asks all that can compare any songs. */
  void add(Map<AudioDegradation, Map<Integer, SongDescriptor>> copies) {
    EvaluatedDistances.ofSounds(context.settings())
        .forEach(
            (name, distance) -> {
              ofRecognition(name, distance, copies);
              ofDegraded(name, distance, copies.getOrDefault(AudioDegradation.DEGRADED, Map.of()));
            });
  }

  /** Whether the nearest song of the catalogue is the one that the copy is of. */
  private void ofRecognition(
      String name,
      Function<SongCollection, Distance> distance,
      Map<AudioDegradation, Map<Integer, SongDescriptor>> copies) {
    List<SongDescriptor> all = new ArrayList<>(catalogue);
    ArrayList<String> names = new ArrayList<>();
    IntStream.range(0, all.size()).mapToObj(String::valueOf).forEach(names::add);
    Map<AudioDegradation, Integer> ends = new EnumMap<>(AudioDegradation.class);
    copies.forEach(
        (alteration, heard) -> {
          all.addAll(heard.values());
          heard.keySet().forEach(song -> names.add(String.valueOf(song)));
          ends.put(alteration, all.size());
        });
    Distance asked = distance.apply(SongCollection.of(all));
    int from = catalogue.size();

    for (Map.Entry<AudioDegradation, Integer> end : ends.entrySet()) {
      CopiesAsk question = new CopiesAsk(catalogue.size(), from, end.getValue(), names);
      List<Retrieval> found = RetrievalExperiment.of(context, asked, question).found();
      String label = end.getKey().description();
      figures.add(EvaluationTask.COPIES, name, label, "p@1", mean(found, "p@1"));
      // One song is right: its average precision is one over its rank.
      figures.add(EvaluationTask.COPIES, name, label, "mrr", mean(found, "map"));
      from = end.getValue();
    }
  }

  private static Bootstrap.Interval mean(List<Retrieval> found, String metric) {
    return Bootstrap.mean(
        found.stream().mapToDouble(RetrievalExperiment.METRICS.get(metric)).toArray(),
        EvaluateJob.SEED);
  }

  /** Whether degraded songs find the songs of their label, and are found by them. */
  private void ofDegraded(
      String name,
      Function<SongCollection, Distance> distance,
      Map<Integer, SongDescriptor> copies) {
    ArrayList<Integer> songs = new ArrayList<>(copies.keySet());
    List<SongDescriptor> clean = songs.stream().map(catalogue::get).toList();
    List<SongDescriptor> degraded = List.copyOf(copies.values());
    Distance across =
        distance.apply(
            SongCollection.of(Stream.concat(clean.stream(), degraded.stream()).toList()));
    ask(name, "clean", distance.apply(SongCollection.of(clean)), songs, Direction.WITHIN);
    ask(name, "degraded", distance.apply(SongCollection.of(degraded)), songs, Direction.WITHIN);
    ask(name, "clean asks degraded", across, songs, Direction.FORWARDS);
    ask(name, "degraded asks clean", across, songs, Direction.BACKWARDS);
  }

  private void ask(
      String name, String label, Distance distance, ArrayList<Integer> songs, Direction direction) {
    RetrievalExperiment survey =
        RetrievalExperiment.of(context, distance, new HalvesAsk(known, songs, direction));
    RetrievalExperiment.add(figures, EvaluationTask.DEGRADED, name, label, survey.found());
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
      implements RelevanceTask {

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
  record HalvesAsk(LabelRelevanceTask known, ArrayList<Integer> songOfPlace, Direction direction)
      implements RelevanceTask {

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
