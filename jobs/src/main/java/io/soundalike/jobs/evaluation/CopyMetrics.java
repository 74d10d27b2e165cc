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
 * Measures robustness against degradation: whether copies retrieve their original song, and whether
 * degraded copies and originals retrieve songs of the same label.
 *
 * @param catalogue descriptors of the catalogue's songs
 * @param labels labels of the same songs
 */
record CopyMetrics(
    JobContext context,
    MetricTable metrics,
    List<SongDescriptor> catalogue,
    LabelRelevanceTask labels) {

  private static final String CLEAN_TO_DEGRADED = "clean to degraded";
  private static final String DEGRADED_TO_CLEAN = "degraded to clean";

  /** Adds the metrics of all distances that can compare any songs. */
  void add(Map<AudioDegradation, Map<Integer, SongDescriptor>> copies) {
    EvaluatedDistances.ofAnySongs(context.settings())
        .forEach(
            (name, distance) -> {
              addIdentification(name, distance, copies);
              addDegraded(name, distance, copies.getOrDefault(AudioDegradation.DEGRADED, Map.of()));
            });
  }

  /** Measures whether the nearest song of the catalogue is the original of a copy. */
  private void addIdentification(
      String name,
      Function<SongCollection, Distance> distance,
      Map<AudioDegradation, Map<Integer, SongDescriptor>> copies) {
    List<SongDescriptor> all = new ArrayList<>(catalogue);
    ArrayList<String> originals = new ArrayList<>();
    IntStream.range(0, all.size()).mapToObj(String::valueOf).forEach(originals::add);
    Map<AudioDegradation, Integer> ends = new EnumMap<>(AudioDegradation.class);
    copies.forEach(
        (degradation, analysed) -> {
          all.addAll(analysed.values());
          analysed.keySet().forEach(song -> originals.add(String.valueOf(song)));
          ends.put(degradation, all.size());
        });
    Distance between = distance.apply(SongCollection.of(all));
    int from = catalogue.size();

    for (Map.Entry<AudioDegradation, Integer> end : ends.entrySet()) {
      IdentificationTask task =
          new IdentificationTask(catalogue.size(), from, end.getValue(), originals);
      List<Retrieval> retrievals = RetrievalExperiment.run(context, between, task).retrievals();
      String label = end.getKey().description();
      metrics.add(EvaluationTask.COPIES, name, label, "p@1", mean(retrievals, "p@1"));
      // With one relevant song, the average precision is the reciprocal rank.
      metrics.add(EvaluationTask.COPIES, name, label, "mrr", mean(retrievals, "map"));
      from = end.getValue();
    }
  }

  private static Bootstrap.Interval mean(List<Retrieval> retrievals, String metric) {
    return Bootstrap.mean(
        retrievals.stream().mapToDouble(RetrievalExperiment.METRICS.get(metric)).toArray(),
        EvaluateJob.SEED);
  }

  /** Measures label retrieval among originals, among degraded copies, and between the two. */
  private void addDegraded(
      String name,
      Function<SongCollection, Distance> distance,
      Map<Integer, SongDescriptor> copies) {
    ArrayList<Integer> songs = new ArrayList<>(copies.keySet());
    List<SongDescriptor> clean = songs.stream().map(catalogue::get).toList();
    List<SongDescriptor> degraded = List.copyOf(copies.values());
    Distance between =
        distance.apply(
            SongCollection.of(Stream.concat(clean.stream(), degraded.stream()).toList()));
    addLabels(name, "clean", distance.apply(SongCollection.of(clean)), songs, Direction.WITHIN);
    addLabels(
        name, "degraded", distance.apply(SongCollection.of(degraded)), songs, Direction.WITHIN);
    addLabels(name, CLEAN_TO_DEGRADED, between, songs, Direction.ORIGINAL_TO_COPY);
    addLabels(name, DEGRADED_TO_CLEAN, between, songs, Direction.COPY_TO_ORIGINAL);
  }

  private void addLabels(
      String name, String label, Distance distance, ArrayList<Integer> songs, Direction direction) {
    RetrievalExperiment experiment =
        RetrievalExperiment.run(context, distance, new DegradedLabelTask(labels, songs, direction));
    RetrievalExperiment.addMeans(
        metrics, EvaluationTask.DEGRADED, name, label, experiment.retrievals());
  }

  /**
   * Copies of one degradation are queries, and the songs of the catalogue are candidates. Indices
   * are those of the catalogue, followed by the copies.
   *
   * @param catalogueSize number of candidates
   * @param from the first query, inclusive
   * @param to the last query, exclusive
   * @param labels by index, the index of the original song
   */
  record IdentificationTask(int catalogueSize, int from, int to, ArrayList<String> labels)
      implements RelevanceTask {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean isQuery(int song) {
      return song >= from && song < to;
    }

    @Override
    public boolean isCandidate(int query, int song) {
      return song < catalogueSize;
    }
  }

  /** Which songs are queries and candidates. */
  enum Direction {
    /** Songs of one half are queries and candidates. */
    WITHIN,
    /** Originals are queries, copies of other songs are candidates. */
    ORIGINAL_TO_COPY,
    /** Copies are queries, originals of other songs are candidates. */
    COPY_TO_ORIGINAL
  }

  /**
   * Label retrieval among songs, or between songs and their copies. Indices are those of the songs,
   * followed by their copies in the same order.
   *
   * @param songs the catalogue's index of each song
   */
  record DegradedLabelTask(
      LabelRelevanceTask catalogueTask, ArrayList<Integer> songs, Direction direction)
      implements RelevanceTask {

    private static final long serialVersionUID = 1L;

    private boolean isCopy(int index) {
      return index >= songs.size();
    }

    private int song(int index) {
      return songs.get(index % songs.size());
    }

    @Override
    public boolean isQuery(int index) {
      return isCopy(index) == (direction == Direction.COPY_TO_ORIGINAL)
          && catalogueTask.isQuery(song(index));
    }

    @Override
    public boolean isCandidate(int query, int index) {
      boolean isOtherHalf = isCopy(query) != isCopy(index);
      return isOtherHalf == (direction != Direction.WITHIN)
          && song(query) != song(index)
          && catalogueTask.isCandidate(song(query), song(index));
    }

    @Override
    public List<String> labels() {
      return Stream.concat(songs.stream(), songs.stream())
          .map(song -> catalogueTask.labels().get(song))
          .toList();
    }
  }
}
