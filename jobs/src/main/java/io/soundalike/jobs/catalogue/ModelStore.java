package io.soundalike.jobs.catalogue;

import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.SongModelRow;
import io.soundalike.model.ModelArchive;
import io.soundalike.model.TrainedModel;
import io.soundalike.model.TrainingState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;

/**
 * The models of a catalogue, and trainings on their way to one.
 *
 * <pre>
 * models/M/{parameters.f32, model.json, _SUCCESS, training.parquet/}
 * models/M/checkpoints/run=R/epoch=N/      a training of run R that is not over
 * models/M/songs/run=R/                    networks of single songs
 * </pre>
 */
public final class ModelStore {

  private static final int ANOTHER_RUN_SECONDS = 30;

  private final CommittedFolders folders;

  ModelStore(CommittedFolders folders) {
    this.folders = folders;
  }

  /** Committed models, oldest first. */
  public List<TrainedModel> all() throws IOException {
    record Committed(String modelId, long at) {}

    List<Committed> committed = new ArrayList<>();

    for (String modelId : folders.committed(CatalogueTables.MODELS)) {
      committed.add(new Committed(modelId, folders.committedAt(folder(modelId))));
    }

    committed.sort(Comparator.comparingLong(Committed::at).thenComparing(Committed::modelId));
    List<TrainedModel> models = new ArrayList<>();

    for (Committed model : committed) {
      models.add(read(model.modelId()));
    }

    return models;
  }

  /** Whether a model is committed. */
  public boolean has(String modelId) throws IOException {
    return folders.isCommitted(folder(modelId));
  }

  /** A committed model. */
  public Optional<TrainedModel> find(String modelId) throws IOException {
    return has(modelId) ? Optional.of(read(modelId)) : Optional.empty();
  }

  private TrainedModel read(String modelId) throws IOException {
    return ModelArchive.readModel(name -> folders.read(folder(modelId) + "/" + name));
  }

  /** Folders of trainings that were begun before a run, and never ended. */
  public List<String> checkpointsBefore(String run) throws IOException {
    List<String> begun = new ArrayList<>();

    for (String modelId : folders.children(CatalogueTables.MODELS)) {
      for (String name : folders.children(checkpoints(modelId))) {
        if (name.compareTo(run) < 0) {
          begun.add(checkpoints(modelId) + "/" + name);
        }
      }
    }

    return begun;
  }

  /** Keeps a model, and none of the checkpoints that led to it. */
  public void commit(TrainedModel model) throws IOException {
    folders.writeAll(folder(model.modelId()), ModelArchive.files(model));
    folders.delete(checkpoints(model.modelId()));
  }

  /**
   * Keeps a model that runs may have made side by side: the first to come writes it, the others
   * wait for that.
   *
   * @return whether this run was the first
   */
  public boolean commitOnce(String runId, TrainedModel model) throws IOException {
    String folder = folder(model.modelId());
    boolean first = folders.createNew(folder + "/committer", runId);

    // One that has died on the way is not waited for longer.
    if (!first && folders.isCommittedWithin(folder, ANOTHER_RUN_SECONDS)) {
      folders.delete(checkpoints(model.modelId()));
      return false;
    }

    commit(model);
    return true;
  }

  /** Keeps a training between two epochs; of the run's earlier ones the last is left. */
  public void commitCheckpoint(String runId, TrainingState state) throws IOException {
    String folder = checkpoints(state.model().modelId()) + "/run=" + runId;
    folders.writeAll(
        folder + String.format(Locale.ROOT, "/epoch=%06d", state.epoch()),
        ModelArchive.files(state));
    List<String> kept = folders.committed(folder);

    for (String old : kept.subList(0, Math.max(0, kept.size() - 2))) {
      folders.delete(folder + "/" + old);
    }
  }

  /** Where a training stood that never became a model: the furthest of all runs. */
  public Optional<TrainingState> latestCheckpoint(String modelId) throws IOException {
    String latest = "";
    String at = "";

    for (String run : folders.children(checkpoints(modelId))) {
      String folder = checkpoints(modelId) + "/" + run;

      for (String epoch : folders.committed(folder)) {
        if (epoch.compareTo(latest) > 0) {
          latest = epoch;
          at = folder + "/" + epoch;
        }
      }
    }

    String furthest = at;
    return furthest.isEmpty()
        ? Optional.empty()
        : Optional.of(ModelArchive.readState(name -> folders.read(furthest + "/" + name)));
  }

  /** Where a model's table of epochs goes. */
  public String epochs(String modelId) {
    return folders.path(folder(modelId) + "/training.parquet");
  }

  /** Where a run's own networks of songs go. */
  public String songs(String modelId, String runId) {
    return folders.path(folder(modelId) + "/songs/run=" + runId);
  }

  /** The networks that songs have of their own. */
  public Dataset<SongModelRow> songRows(SparkSession spark, String modelId) throws IOException {
    String folder = folder(modelId) + "/songs";
    return folders.read(spark, folder, folders.committed(folder), SongModelRow.ENCODER);
  }

  private static String checkpoints(String modelId) {
    return folder(modelId) + "/checkpoints";
  }

  public static String folder(String modelId) {
    return CatalogueTables.MODELS + "/" + modelId;
  }
}
