package io.soundalike.jobs.maintenance;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.catalogue.CommittedFolders;
import io.soundalike.jobs.catalogue.ModelStore;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes what no one needs any more.
 *
 * <p><b>What:</b> of the complete runs the latest stay. What older runs made is deleted: their
 * tables and reports, inventories, and the models, features and embeddings that none of the kept
 * ones uses; and what killed runs left half-done. Models that no run has used stay.
 *
 * <p><b>Input, output:</b> the catalogue.
 *
 * <p><b>Usage:</b> {@code soundalike prune --catalogue URI [--keep-runs N] [--plan]}
 *
 * <p><b>Notes:</b> features of songs that are gone stay with those of the others, and serve again
 * if the song comes back.
 */
public final class PruneJob {

  private static final String RUN = "run=";

  private PruneJob() {}

  /**
   * What was deleted, or would be.
   *
   * @param folders in number
   * @param bytes that they hold
   */
  public record Result(int folders, long bytes) {}

  /**
   * Deletes.
   *
   * @param keep complete runs that stay, at least 1
   * @param isPlan to tell only
   */
  public static Result run(JobContext context, int keep, boolean isPlan) throws IOException {
    if (keep < 1) {
      throw new UserException(ExitCode.USAGE, "At least one run must stay; give --keep-runs 1.");
    }

    List<String> complete = context.catalogue().completeRuns();

    if (complete.size() <= keep) {
      return new Result(0, 0);
    }

    CommittedFolders folders = context.catalogue().folders();
    List<String> doomed = doomed(context.catalogue(), complete, complete.size() - keep);
    long bytes = 0;

    for (String folder : doomed) {
      long size = folders.size(folder).bytes();
      bytes += size;
      context.report("  %s%s: %.1f MB", isPlan ? "would delete " : "deletes ", folder, size / 1e6);

      if (!isPlan) {
        folders.delete(folder);
      }
    }

    return new Result(doomed.size(), bytes);
  }

  /** Results before what they were made from, so that nothing stands whose ground is gone. */
  private static List<String> doomed(Catalogue catalogue, List<String> complete, int over)
      throws IOException {
    CommittedFolders folders = catalogue.folders();
    String cut = complete.get(over);
    List<String> doomed = new ArrayList<>();

    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (run.compareTo(cut) < 0) {
        doomed.add(CatalogueTables.RUNS + "/" + run);
      }
    }

    doomed.addAll(inventories(folders, cut));
    Set<String> models = unused(catalogue, complete, over, "modelId");
    models.removeAll(beside(catalogue, complete.subList(over, complete.size()), models));
    Set<String> features = unused(catalogue, complete, over, "features");
    tables(folders, CatalogueTables.EMBEDDINGS, "model=", models, cut, doomed);
    tables(folders, CatalogueTables.FEATURES, "fp=", features, cut, doomed);

    for (String model : models) {
      if (folders.exists(ModelStore.folder(model))) {
        doomed.add(ModelStore.folder(model));
      }
    }

    for (String checkpoints : catalogue.models().checkpointsBefore(RUN + cut)) {
      if (doomed.stream().noneMatch(folder -> checkpoints.startsWith(folder + "/"))) {
        doomed.add(checkpoints);
      }
    }

    return doomed;
  }

  /** All but the latest. */
  private static List<String> inventories(CommittedFolders folders, String cut) throws IOException {
    List<String> committed = folders.committed(CatalogueTables.AUDIO_FILES);
    String latest = committed.isEmpty() ? "" : committed.get(committed.size() - 1);
    List<String> doomed = new ArrayList<>();

    for (String table : List.of(CatalogueTables.AUDIO_FILES, CatalogueTables.AUDIO_FILES_READ)) {
      for (String run : folders.children(table)) {
        boolean isLatest = table.equals(CatalogueTables.AUDIO_FILES) && run.equals(latest);

        if (run.compareTo(RUN + cut) < 0 && !isLatest) {
          doomed.add(table + "/" + run);
        }
      }
    }

    return doomed;
  }

  /** Tables of what is not used, whole, and of the others what was left half-done. */
  private static void tables(
      CommittedFolders folders,
      String table,
      String prefix,
      Set<String> unused,
      String cut,
      List<String> doomed)
      throws IOException {
    for (String name : folders.children(table)) {
      String folder = table + "/" + name;

      if (unused.contains(name.substring(prefix.length()))) {
        doomed.add(folder);
        continue;
      }

      for (String run : folders.children(folder)) {
        if (run.compareTo(RUN + cut) < 0 && !folders.isCommitted(folder + "/" + run)) {
          doomed.add(folder + "/" + run);
        }
      }
    }
  }

  /** Those of some models that runs have laid out a map by, beside that of their own model. */
  private static List<String> beside(Catalogue catalogue, List<String> runs, Set<String> models) {
    List<String> settings =
        runs.stream().map(run -> catalogue.textOfRun(run, CatalogueTables.SETTINGS_FILE)).toList();
    return models.stream()
        .filter(
            model ->
                settings.stream()
                    .map(text -> SettingsReader.flatten(text).getOrDefault("map.beside", ""))
                    .anyMatch(names -> names.contains(model)))
        .toList();
  }

  /** What runs that go have used, and none that stays. */
  private static Set<String> unused(
      Catalogue catalogue, List<String> complete, int over, String what) {
    Set<String> unused = new HashSet<>();

    for (String run : complete.subList(0, over)) {
      Config manifest = ConfigFactory.parseString(catalogue.manifest(run));

      if (manifest.hasPath(what)) {
        unused.add(manifest.getString(what));
      }
    }

    for (String run : complete.subList(over, complete.size())) {
      Config manifest = ConfigFactory.parseString(catalogue.manifest(run));

      if (!manifest.hasPath(what)) {
        return new HashSet<>(); // Of an older version: nobody knows what it uses.
      }

      unused.remove(manifest.getString(what));
    }

    return unused;
  }
}
