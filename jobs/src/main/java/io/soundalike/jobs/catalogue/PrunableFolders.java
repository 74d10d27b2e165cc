package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The folders that runs before a given run have left and that no kept run needs. */
public final class PrunableFolders {

  private final CommittedFolders folders;
  private final ModelStore models;
  private final String firstKept;

  PrunableFolders(CommittedFolders folders, ModelStore models, String firstKept) {
    this.folders = folders;
    this.models = models;
    this.firstKept = firstKept;
  }

  /**
   * Folders relative to the catalogue: results before what they were made from, so that a prune
   * that is stopped leaves no results without their sources.
   *
   * @param unusedModels ids of models that no kept run uses
   * @param unusedFeatures fingerprints of features that no kept run uses
   */
  public List<String> find(Set<String> unusedModels, Set<String> unusedFeatures)
      throws IOException {
    List<String> found = new ArrayList<>();
    addRuns(found);
    addInventories(found);
    addTables(found, CatalogueTables.EMBEDDINGS, Catalogue.MODEL, unusedModels);
    addTables(found, CatalogueTables.FEATURES, Catalogue.FINGERPRINT, unusedFeatures);
    addModels(found, unusedModels);
    addCheckpoints(found);
    return found;
  }

  /** What a folder holds. */
  public FolderSize size(String folder) throws IOException {
    return folders.size(folder);
  }

  /** Deletes a folder. */
  public void delete(String folder) throws IOException {
    folders.delete(folder);
  }

  private void addRuns(List<String> found) throws IOException {
    for (String run : folders.children(CatalogueTables.RUNS)) {
      if (run.compareTo(firstKept) < 0) {
        found.add(CatalogueTables.RUNS + "/" + run);
      }
    }
  }

  /** All inventories of earlier runs but the latest, and all unfinished ones. */
  private void addInventories(List<String> found) throws IOException {
    GroupedTable inventories = new GroupedTable(folders, CatalogueTables.AUDIO_FILES);
    List<String> committed = inventories.groups();
    List<String> before = new ArrayList<>(inventories.before(firstKept));

    if (!committed.isEmpty()) {
      before.remove(committed.get(committed.size() - 1));
    }

    add(found, CatalogueTables.AUDIO_FILES, before);
    GroupedTable unfinished = new GroupedTable(folders, CatalogueTables.AUDIO_FILES_READ);
    add(found, CatalogueTables.AUDIO_FILES_READ, unfinished.before(firstKept));
  }

  /** Whole tables of what is unused; of the others what killed runs have left uncommitted. */
  private void addTables(List<String> found, String tables, String prefix, Set<String> unused)
      throws IOException {
    for (String name : folders.children(tables)) {
      String folder = tables + "/" + name;

      if (unused.contains(name.substring(prefix.length()))) {
        found.add(folder);
      } else {
        add(found, folder, new GroupedTable(folders, folder).uncommittedBefore(firstKept));
      }
    }
  }

  private void addModels(List<String> found, Set<String> unused) throws IOException {
    for (String model : unused) {
      if (folders.exists(ModelStore.folder(model))) {
        found.add(ModelStore.folder(model));
      }
    }
  }

  private void addCheckpoints(List<String> found) throws IOException {
    for (String checkpoints : models.checkpointsBefore(firstKept)) {
      if (found.stream().noneMatch(folder -> checkpoints.startsWith(folder + "/"))) {
        found.add(checkpoints);
      }
    }
  }

  private static void add(List<String> found, String folder, List<String> names) {
    names.forEach(name -> found.add(folder + "/" + name));
  }
}
