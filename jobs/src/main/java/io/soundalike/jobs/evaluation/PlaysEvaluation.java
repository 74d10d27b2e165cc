package io.soundalike.jobs.evaluation;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.recommendation.AlsFactors;
import io.soundalike.jobs.recommendation.Listener;
import io.soundalike.neighbours.Distance;
import io.soundalike.recommendation.HeldOutPlays;
import io.soundalike.recommendation.Scores;
import io.soundalike.settings.RecommendationSettings;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Whether recommenders find the plays that were kept from them: a fifth of each listener's songs,
 * and all plays of a tenth of the songs, which are then as cold as if they had come today.
 */
public final class PlaysEvaluation {

  /** Places of a list that count. */
  public static final int K = 10;

  /** By sound and taste, as the settings weigh them. */
  public static final String OURS = "hybrid";

  private static final double COLD_SHARE = 0.1;
  private static final double HIDDEN_SHARE = 0.2;

  /** With fewer songs there is too little to learn from, or to find. */
  private static final int FEWEST_SONGS = 5;

  private PlaysEvaluation() {}

  /** What was hidden. */
  public enum Hidden {
    KNOWN_SONGS,
    COLD_SONGS;

    /** As tables keep it. */
    public String column() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One listener's answers.
   *
   * @param byRecommender in their order
   */
  public record Found(
      int listener, Hidden hidden, LinkedHashMap<String, HeldOutPlays> byRecommender)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** A listener, and what was hidden. */
  private record Split(Listener kept, int[] hidden, int[] cold) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** Refuses logs of which nothing could be hidden. */
  public static void check(JavaRDD<Listener> listeners) {
    if (able(listeners).isEmpty()) {
      throw new UserException(
          ExitCode.NOTHING_TO_DO,
          String.format(
              Locale.ROOT,
              "No listener has played %d songs of the catalogue: too few to hide some.",
              FEWEST_SONGS));
    }
  }

  private static JavaRDD<Listener> able(JavaRDD<Listener> listeners) {
    return listeners.filter(listener -> listener.songs().length >= FEWEST_SONGS);
  }

  /** Hides, learns from the rest, and asks. */
  public static List<Found> run(
      JobContext context, SongIndex songs, Distance distance, JavaRDD<Listener> listeners)
      throws IOException {
    RecommendationSettings settings = context.settings().recommend();
    int size = songs.trackIds().size();
    boolean[] isCold = cold(size, settings.seed());
    JavaRDD<Split> splits =
        able(listeners)
            .map(listener -> split(listener, isCold, settings.seed()))
            .filter(split -> split.kept().songs().length > 0);

    try {
      AlsFactors taste = AlsFactors.learn(context, splits.map(Split::kept), size);
      return ask(
          context,
          splits,
          taste,
          isCold,
          new Recommenders(
              distance,
              taste.songs(),
              popularity(splits, size),
              settings.soundShare(),
              settings.seed()));
    } finally {
      AlsFactors.release(context);
    }
  }

  private static List<Found> ask(
      JobContext context,
      JavaRDD<Split> splits,
      AlsFactors taste,
      boolean[] isCold,
      Recommenders recommenders) {
    Broadcast<Recommenders> asked = context.javaSpark().broadcast(recommenders);
    List<Found> found =
        splits
            .mapToPair(split -> new Tuple2<>(split.kept().id(), split))
            .join(taste.listeners())
            .values()
            .flatMap(pair -> asked.value().ask(pair._1(), pair._2(), isCold).iterator())
            .sortBy(Found::listener, true, 1)
            .collect();
    asked.destroy();
    return found;
  }

  private static boolean[] cold(int songs, long seed) {
    boolean[] isCold = new boolean[songs];
    SplittableRandom random = new SplittableRandom(seed);
    int wanted = (int) Math.ceil(COLD_SHARE * songs);

    while (wanted > 0) {
      int song = random.nextInt(songs);
      wanted -= isCold[song] ? 0 : 1;
      isCold[song] = true;
    }

    return isCold;
  }

  private static Split split(Listener listener, boolean[] isCold, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + listener.id());
    int[] known = Arrays.stream(listener.songs()).filter(song -> !isCold[song]).toArray();
    int wanted = known.length < 2 ? 0 : Math.max(1, (int) (HIDDEN_SHARE * known.length));
    Set<Integer> hidden =
        random
            .ints(0, Math.max(1, known.length))
            .distinct()
            .limit(wanted)
            .map(i -> known[i])
            .boxed()
            .collect(Collectors.toSet());
    int[] places =
        IntStream.range(0, listener.songs().length)
            .filter(i -> !isCold[listener.songs()[i]] && !hidden.contains(listener.songs()[i]))
            .toArray();
    Listener kept =
        new Listener(
            listener.id(),
            listener.name(),
            Arrays.stream(places).map(i -> listener.songs()[i]).toArray(),
            Arrays.stream(places).mapToDouble(i -> listener.counts()[i]).toArray());
    return new Split(
        kept,
        hidden.stream().mapToInt(Integer::intValue).sorted().toArray(),
        Arrays.stream(listener.songs()).filter(song -> isCold[song]).toArray());
  }

  /** Listeners of each song. */
  private static double[] popularity(JavaRDD<Split> splits, int songs) {
    double[] popularity = new double[songs];
    splits
        .flatMap(split -> Arrays.stream(split.kept().songs()).boxed().iterator())
        .countByValue()
        .forEach((song, count) -> popularity[song] = count);
    return popularity;
  }

  /** All that answer the same question. */
  private record Recommenders(
      Distance distance, float[][] factors, double[] popularity, double soundShare, long seed)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    List<Found> ask(Split split, float[] taste, boolean[] isCold) {
      List<Found> found = new ArrayList<>();
      add(found, Hidden.KNOWN_SONGS, split, split.hidden(), taste, song -> !isCold[song]);
      add(found, Hidden.COLD_SONGS, split, split.cold(), taste, song -> isCold[song]);
      return found;
    }

    private void add(
        List<Found> found,
        Hidden kind,
        Split split,
        int[] hidden,
        float[] taste,
        IntPredicate isCandidate) {
      if (hidden.length == 0) {
        return;
      }

      Listener listener = split.kept();
      int[] candidates =
          IntStream.range(0, distance.size())
              .filter(isCandidate)
              .filter(song -> Arrays.binarySearch(listener.songs(), song) < 0)
              .toArray();
      Map<String, double[]> scores = scores(kind, listener, taste, candidates);
      Set<Integer> wanted = Arrays.stream(hidden).boxed().collect(Collectors.toSet());
      LinkedHashMap<String, HeldOutPlays> judged = new LinkedHashMap<>();
      scores.forEach(
          (name, values) -> {
            int[] list =
                Arrays.stream(Scores.topK(values, K)).map(place -> candidates[place]).toArray();
            judged.put(name, HeldOutPlays.measure(list, wanted, K));
          });
      found.add(new Found(listener.id(), kind, judged));
    }

    private Map<String, double[]> scores(
        Hidden kind, Listener listener, float[] taste, int[] candidates) {
      double[] bySound = Scores.contentScores(distance, listener.songs(), candidates);
      double[] byTaste = Scores.collaborativeScores(taste, factors, candidates);
      Map<String, double[]> scores = new LinkedHashMap<>();
      scores.put(OURS, Scores.hybridScores(bySound, byTaste, soundShare));
      scores.put("sound", bySound);

      if (kind == Hidden.KNOWN_SONGS) {
        scores.put("taste (ALS)", byTaste);
        scores.put(
            "popularity", Arrays.stream(candidates).mapToDouble(s -> popularity[s]).toArray());
      }

      scores.put(
          "chance",
          new SplittableRandom(seed + listener.id()).doubles(candidates.length).toArray());
      return scores;
    }
  }
}
