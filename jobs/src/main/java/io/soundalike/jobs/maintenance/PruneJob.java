package io.soundalike.jobs.maintenance;

import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.catalogue.PrunableFolders;
import io.soundalike.jobs.catalogue.RunManifest;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.settings.SettingsRenderer;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what older runs have left and no later run needs.
 *
 * <p><b>What:</b> the latest complete runs stay. Of earlier runs their tables and reports, their
 * inventories, and the models, features and embeddings that no kept run uses are deleted, and what
 * killed runs have left uncommitted. Models that no run has used stay.
 *
 * <p><b>Input, output:</b> the catalogue.
 *
 * <p><b>Usage:</b> {@code soundalike prune --catalogue URI [--keep-runs N] [--plan]}
 *
 * <p><b>Notes:</b> features of songs that are gone stay with those of the other songs, and are used
 * again if a song comes back.
 */
public final class PruneJob {

  private static final Logger LOG = LoggerFactory.getLogger(PruneJob.class);

  private PruneJob() {}

  /**
   * What was deleted or would be.
   *
   * @param folders number of folders
   * @param bytes size of their files
   */
  public record Result(int folders, long bytes) {}

  /** Takes one folder and its size. */
  private interface Action {

    void accept(PrunableFolders folders, String folder, double megabytes) throws IOException;
  }

  /**
   * Reports what {@link #run} would delete; nothing is deleted.
   *
   * @param keep complete runs that stay, at least 1
   */
  public static Result plan(JobContext context, int keep) throws IOException {
    return forEachFolder(
        context,
        keep,
        (folders, folder, megabytes) ->
            context.report("  would delete %s: %.1f MB", folder, megabytes));
  }

  /**
   * Deletes.
   *
   * @param keep complete runs that stay, at least 1
   */
  public static Result run(JobContext context, int keep) throws IOException {
    Result result =
        forEachFolder(
            context,
            keep,
            (folders, folder, megabytes) -> {
              context.report("  deletes %s: %.1f MB", folder, megabytes);
              LOG.info("Deletes {} of {}", folder, context.catalogue().uri());
              folders.delete(folder);
            });
    LOG.info("Pruned {}: {}", context.catalogue().uri(), result);
    return result;
  }

  private static Result forEachFolder(JobContext context, int keep, Action action)
      throws IOException {
    if (keep < 1) {
      throw new UserException(
          ExitCode.USAGE,
          "--keep-runs must be at least 1, because one run must stay; got " + keep + ".");
    }

    Catalogue catalogue = context.catalogue();
    List<String> complete = catalogue.completeRuns();

    if (complete.size() <= keep) {
      return new Result(0, 0);
    }

    int first = complete.size() - keep;
    List<String> kept = complete.subList(first, complete.size());
    List<RunManifest> old = manifests(catalogue, complete.subList(0, first));
    List<RunManifest> latest = manifests(catalogue, kept);
    Set<String> models = unused(old, latest, RunManifest::modelId);
    models.removeAll(modelsOfAlternativeMaps(catalogue, kept, models));
    Set<String> features = unused(old, latest, RunManifest::features);
    PrunableFolders prunable = catalogue.prunableFolders(kept.get(0));
    List<String> folders = prunable.find(models, features);
    long bytes = 0;

    for (String folder : folders) {
      long size = prunable.size(folder).bytes();
      bytes += size;
      action.accept(prunable, folder, size / 1e6);
    }

    return new Result(folders.size(), bytes);
  }

  private static List<RunManifest> manifests(Catalogue catalogue, List<String> runs) {
    return runs.stream().map(catalogue::manifest).toList();
  }

  /** What old runs have used and no latest run uses. */
  private static Set<String> unused(
      List<RunManifest> old, List<RunManifest> latest, Function<RunManifest, String> use) {
    Set<String> used = latest.stream().map(use).collect(Collectors.toSet());
    Set<String> unused = old.stream().map(use).collect(Collectors.toSet());

    if (used.contains("")) {
      // A manifest of an older version: what its run uses is unknown.
      unused.clear();
    }

    unused.removeAll(used);
    unused.remove("");
    return unused;
  }

  /** Those of some models that kept runs have laid out an alternative map by. */
  private static List<String> modelsOfAlternativeMaps(
      Catalogue catalogue, List<String> kept, Set<String> models) {
    List<String> maps =
        kept.stream()
            .map(run -> catalogue.textOfRun(run, CatalogueTables.SETTINGS_FILE))
            .map(text -> SettingsRenderer.flatten(text).getOrDefault("map.alternatives", ""))
            .toList();
    return models.stream()
        .filter(model -> maps.stream().anyMatch(names -> names.contains(model)))
        .toList();
  }
}
