package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.functions;

/** The fingerprint of everything that neighbours, map and report depend on. */
final class RunState {

  private RunState() {}

  /** Hashes settings, model, songs with their tags, and unusable files. */
  static String compute(JobContext context, TrainedModel model, UnusableFiles unusable)
      throws IOException {
    List<String> songs =
        LatestTracks.ofLatestInventory(context)
            .select(
                functions.to_json(
                    functions.struct(
                        "trackId", "path", "title", "artist", "album", "year", "genre")))
            .as(Encoders.STRING())
            .collectAsList();
    List<String> bad = unusable.files().stream().map(UnusableFiles.UnusableFile::json).toList();
    return SettingsFingerprint.shortHash(
        SettingsFingerprint.RESULTS.of(context.settings())
            + model.modelId()
            + sortedLines(songs)
            + sortedLines(bad));
  }

  private static String sortedLines(List<String> lines) {
    return String.join("\n", lines.stream().sorted().toList());
  }

  /** The latest complete run, if its results are those that a run of this state would produce. */
  static Optional<String> findStandingRun(JobContext context, String state) throws IOException {
    List<String> runs = context.catalogue().completeRuns();

    if (runs.isEmpty()) {
      return Optional.empty();
    }

    String latest = runs.get(runs.size() - 1);
    return context.catalogue().manifest(latest).state().equals(state)
        ? Optional.of(latest)
        : Optional.empty();
  }
}
