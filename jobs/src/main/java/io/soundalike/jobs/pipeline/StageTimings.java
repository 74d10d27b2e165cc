package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.catalogue.RunManifest;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Durations of stages in earlier runs of a catalogue, to estimate that of the next run. */
final class StageTimings {

  /** How many of the latest runs are read. */
  private static final int MAX_RUNS = 20;

  private final List<RunManifest> manifests;

  private StageTimings(List<RunManifest> manifests) {
    this.manifests = manifests;
  }

  /** Reads the manifests of the latest complete runs. */
  static StageTimings read(Catalogue catalogue) throws IOException {
    List<String> runs = catalogue.completeRuns();
    return new StageTimings(
        runs.subList(Math.max(0, runs.size() - MAX_RUNS), runs.size()).stream()
            .map(catalogue::manifest)
            .toList());
  }

  /** Whether there is no complete run. */
  boolean isEmpty() {
    return manifests.isEmpty();
  }

  /** Tasks that could run at once in the latest run. */
  int cores() {
    return manifests.get(manifests.size() - 1).cores();
  }

  /**
   * Seconds that a stage would take; 0 if no run has done such work.
   *
   * @param work how much of its work a run has done
   * @param amount how much of that work there is to do
   */
  double estimate(Stage<?> stage, ToLongFunction<RunManifest> work, long amount) {
    return runWithMost(stage, work)
        .map(run -> seconds(run, stage) / work.applyAsLong(run) * amount)
        .orElse(0.0);
  }

  /** Seconds that a stage would take that compares each of so many songs with each other. */
  double estimateOfPairs(Stage<?> stage, long songs) {
    ToLongFunction<RunManifest> found = run -> run.counts().files().found();
    return runWithMost(stage, found)
        .map(run -> seconds(run, stage) * Math.pow((double) songs / found.applyAsLong(run), 2))
        .orElse(0.0);
  }

  /** The run that did most of the work: there the time that a stage takes to start weighs least. */
  private Optional<RunManifest> runWithMost(Stage<?> stage, ToLongFunction<RunManifest> work) {
    return manifests.stream()
        .filter(run -> run.stageSeconds().containsKey(stage.name()) && work.applyAsLong(run) > 0)
        .max(Comparator.comparingLong(work));
  }

  private static double seconds(RunManifest run, Stage<?> stage) {
    return run.stageSeconds().getOrDefault(stage.name(), 0.0);
  }
}
