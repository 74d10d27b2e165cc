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
 * Evaluates recommenders on held-out plays: a fifth of each listener's songs, and all plays of a
 * tenth of the songs, which are then cold, as songs that were just added are.
 */
public final class PlaysEvaluation {

  /** Length of the lists that are evaluated. */
  public static final int K = 10;

  /** Name of the recommender that {@code recommend} uses, by sound and ALS. */
  public static final String HYBRID = "hybrid";

  private static final double COLD_SHARE = 0.1;
  private static final double HELD_OUT_SHARE = 0.2;

  /** Listeners with fewer songs are left out. */
  private static final int MIN_SONGS = 5;

  private PlaysEvaluation() {}

  /** Which plays are held out. */
  public enum HeldOut {
    /** Some plays of songs that other listeners play. */
    KNOWN_SONGS,
    /** All plays of some songs. */
    COLD_SONGS;

    /** The value of column {@code label} of the evaluation table. */
    public String column() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * The recommendations to one listener, compared with the held-out plays.
   *
   * @param byRecommender by name of the recommender, in the order of the tables
   */
  public record Result(
      int listener, HeldOut heldOut, LinkedHashMap<String, HeldOutPlays> byRecommender)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** A listener's training plays, and the held-out songs. */
  private record Split(Listener training, int[] known, int[] cold) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Refuses logs from which no plays can be held out.
   *
   * @throws UserException of NO_INPUT if every listener has too few songs
   */
  public static void validate(JavaRDD<Listener> listeners) {
    if (eligible(listeners).isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "No listener has played %d songs of the catalogue; holding out plays needs as many.",
              MIN_SONGS));
    }
  }

  private static JavaRDD<Listener> eligible(JavaRDD<Listener> listeners) {
    return listeners.filter(listener -> listener.songs().length >= MIN_SONGS);
  }

  /** Holds out plays, trains on the rest, and evaluates all recommenders. */
  public static List<Result> run(
      JobContext context, SongIndex index, Distance distance, JavaRDD<Listener> listeners)
      throws IOException {
    RecommendationSettings settings = context.settings().recommend();
    int songs = index.trackIds().size();
    boolean[] isCold = chooseCold(songs, settings.seed());
    JavaRDD<Split> splits =
        eligible(listeners)
            .map(listener -> split(listener, isCold, settings.seed()))
            .filter(split -> split.training().songs().length > 0);

    try {
      AlsFactors factors = AlsFactors.fit(context, splits.map(Split::training), songs);
      return evaluate(
          context,
          splits,
          factors,
          isCold,
          new Recommenders(
              distance,
              factors.songs(),
              popularity(splits, songs),
              settings.soundShare(),
              settings.seed()));
    } finally {
      AlsFactors.deleteCheckpoints(context);
    }
  }

  private static List<Result> evaluate(
      JobContext context,
      JavaRDD<Split> splits,
      AlsFactors factors,
      boolean[] isCold,
      Recommenders recommenders) {
    Broadcast<Recommenders> broadcast = context.javaSpark().broadcast(recommenders);
    List<Result> results =
        splits
            .mapToPair(split -> new Tuple2<>(split.training().id(), split))
            .join(factors.listeners())
            .values()
            .flatMap(pair -> broadcast.value().evaluate(pair._1(), pair._2(), isCold).iterator())
            .sortBy(Result::listener, true, 1)
            .collect();
    broadcast.destroy();
    return results;
  }

  private static boolean[] chooseCold(int songs, long seed) {
    boolean[] isCold = new boolean[songs];
    SplittableRandom random = new SplittableRandom(seed);
    int remaining = (int) Math.ceil(COLD_SHARE * songs);

    while (remaining > 0) {
      int song = random.nextInt(songs);
      remaining -= isCold[song] ? 0 : 1;
      isCold[song] = true;
    }

    return isCold;
  }

  private static Split split(Listener listener, boolean[] isCold, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + listener.id());
    int[] known = Arrays.stream(listener.songs()).filter(song -> !isCold[song]).toArray();
    int count = known.length < 2 ? 0 : Math.max(1, (int) (HELD_OUT_SHARE * known.length));
    Set<Integer> heldOut =
        random
            .ints(0, Math.max(1, known.length))
            .distinct()
            .limit(count)
            .map(i -> known[i])
            .boxed()
            .collect(Collectors.toSet());
    int[] positions =
        IntStream.range(0, listener.songs().length)
            .filter(i -> !isCold[listener.songs()[i]] && !heldOut.contains(listener.songs()[i]))
            .toArray();
    Listener training =
        new Listener(
            listener.id(),
            listener.name(),
            Arrays.stream(positions).map(i -> listener.songs()[i]).toArray(),
            Arrays.stream(positions).mapToDouble(i -> listener.counts()[i]).toArray());
    return new Split(
        training,
        heldOut.stream().mapToInt(Integer::intValue).sorted().toArray(),
        Arrays.stream(listener.songs()).filter(song -> isCold[song]).toArray());
  }

  /** The number of listeners of each song. */
  private static double[] popularity(JavaRDD<Split> splits, int songs) {
    double[] popularity = new double[songs];
    splits
        .flatMap(split -> Arrays.stream(split.training().songs()).boxed().iterator())
        .countByValue()
        .forEach((song, count) -> popularity[song] = count);
    return popularity;
  }

  /** All recommenders that are evaluated. */
  private record Recommenders(
      Distance distance, float[][] songFactors, double[] popularity, double soundShare, long seed)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    List<Result> evaluate(Split split, float[] listenerFactors, boolean[] isCold) {
      List<Result> results = new ArrayList<>();
      add(
          results,
          HeldOut.KNOWN_SONGS,
          split,
          split.known(),
          listenerFactors,
          song -> !isCold[song]);
      add(results, HeldOut.COLD_SONGS, split, split.cold(), listenerFactors, song -> isCold[song]);
      return results;
    }

    private void add(
        List<Result> results,
        HeldOut kind,
        Split split,
        int[] heldOut,
        float[] listenerFactors,
        IntPredicate isCandidate) {
      if (heldOut.length == 0) {
        return;
      }

      Listener listener = split.training();
      int[] candidates =
          IntStream.range(0, distance.size())
              .filter(isCandidate)
              .filter(song -> Arrays.binarySearch(listener.songs(), song) < 0)
              .toArray();
      Map<String, double[]> scores = scores(kind, listener, listenerFactors, candidates);
      Set<Integer> relevant = Arrays.stream(heldOut).boxed().collect(Collectors.toSet());
      LinkedHashMap<String, HeldOutPlays> byRecommender = new LinkedHashMap<>();
      scores.forEach(
          (name, values) -> {
            int[] list =
                Arrays.stream(Scores.topK(values, K))
                    .map(position -> candidates[position])
                    .toArray();
            byRecommender.put(name, HeldOutPlays.measure(list, relevant, K));
          });
      results.add(new Result(listener.id(), kind, byRecommender));
    }

    private Map<String, double[]> scores(
        HeldOut kind, Listener listener, float[] listenerFactors, int[] candidates) {
      double[] bySound = Scores.contentScores(distance, listener.songs(), candidates);
      double[] byFactors = Scores.collaborativeScores(listenerFactors, songFactors, candidates);
      Map<String, double[]> scores = new LinkedHashMap<>();
      scores.put(HYBRID, Scores.hybridScores(bySound, byFactors, soundShare));
      scores.put("sound", bySound);

      if (kind == HeldOut.KNOWN_SONGS) {
        scores.put("ALS", byFactors);
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
