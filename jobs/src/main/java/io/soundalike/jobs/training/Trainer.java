package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;

/** One way to learn what songs sound like; {@code training.mode} says which. */
public interface Trainer {

  /** The trainer of a mode. */
  static Trainer of(TrainingSettings.Mode mode) {
    return switch (mode) {
      case JOINT -> new AveragingTrainer();
      case PER_SONG -> new PerSongTrainer();
    };
  }

  /**
   * Whether songs that came since a model was trained must be trained on before it can encode them.
   */
  boolean trainsEverySong();

  /**
   * The name of the model that {@link #train} would make of these songs.
   *
   * @param settingsId the fingerprint of the settings that models depend on
   */
  String modelId(String settingsId, TrainingSongs songs);

  /**
   * A model that is committed to the catalogue.
   *
   * @param now whether it was trained, or has learned more, by this run
   */
  record Learned(TrainedModel model, boolean now) {}

  /** Trains, where there is something to learn. */
  Learned train(JobContext context, TrainingSongs songs, String modelId) throws IOException;
}
