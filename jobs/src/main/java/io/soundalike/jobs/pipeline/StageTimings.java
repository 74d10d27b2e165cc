package io.soundalike.jobs.pipeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.catalogue.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stages took in earlier runs of a catalogue, by which the next one is priced. */
final class StageTimings {

  private static final int LOOKED_AT = 20;

  private final List<Config> manifests;

  private StageTimings(List<Config> manifests) {
    this.manifests = manifests;
  }

  /** The latest complete runs. */
  static StageTimings of(Catalogue catalogue) throws IOException {
    List<String> runs = catalogue.completeRuns();
    List<Config> manifests = new ArrayList<>();

    for (String run : runs.subList(Math.max(0, runs.size() - LOOKED_AT), runs.size())) {
      manifests.add(ConfigFactory.parseString(catalogue.manifest(run)));
    }

    return new StageTimings(manifests);
  }

  boolean isEmpty() {
    return manifests.isEmpty();
  }

  /** Tasks at once in the latest of them. */
  int cores() {
    return (int) count(manifests.get(manifests.size() - 1), "cores");
  }

  /** What a stage would take for so much of what it counts; 0 if no run has done any. */
  double seconds(String stage, String counted, long amount) {
    return most(stage, counted)
        .map(run -> seconds(run, stage) / count(run, counted) * amount)
        .orElse(0.0);
  }

  /** What a stage would take for so many songs that compares each with each. */
  double secondsOfPairs(String stage, long songs) {
    return most(stage, "found")
        .map(run -> seconds(run, stage) * Math.pow((double) songs / count(run, "found"), 2))
        .orElse(0.0);
  }

  /** The run that did most of it: what a stage takes to start weighs least there. */
  private Optional<Config> most(String stage, String counted) {
    return manifests.stream()
        .filter(run -> run.hasPath("stageSeconds." + stage) && count(run, counted) > 0)
        .max(Comparator.comparingLong(run -> count(run, counted)));
  }

  private static double seconds(Config run, String stage) {
    return run.getDouble("stageSeconds." + stage);
  }

  /** Older manifests count less. */
  private static long count(Config run, String counted) {
    return counted.equals("runs") ? 1 : run.hasPath(counted) ? run.getLong(counted) : 0;
  }
}
