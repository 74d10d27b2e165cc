package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;

/** A way of training, selected by {@code training.mode}. */
public interface Trainer {

  /** The trainer of a mode. */
  static Trainer of(TrainingSettings.Mode mode) {
    return switch (mode) {
      case JOINT -> new AveragingTrainer();
      case PER_SONG -> new PerSongTrainer();
    };
  }

  /** Whether songs added since the last training must be trained on before they can be encoded. */
  boolean trainsEverySong();

  /**
   * The id of the model that {@link #train} would train on these songs.
   *
   * @param settingsId fingerprint of the settings that models depend on
   */
  String modelId(String settingsId, TrainingSongs songs);

  /**
   * A model that is committed to the catalogue.
   *
   * @param isTrained whether this run trained it, on all or on some songs
   */
  record Outcome(TrainedModel model, boolean isTrained) {}

  /** Trains and commits a model; does nothing if there is nothing to train. */
  Outcome train(JobContext context, TrainingSongs songs, String modelId) throws IOException;
}
