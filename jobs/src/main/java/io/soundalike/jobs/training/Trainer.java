package io.soundalike.jobs.training;

import io.soundalike.jobs.JobContext;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.util.Optional;

/** One way to learn what songs sound like; {@code training.mode} says which. */
public interface Trainer {

  /** The trainer of a mode. */
  static Trainer of(Settings.Mode mode) {
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
   * Trains.
   *
   * @return the model, committed to the catalogue; empty if it is there and has nothing to learn
   */
  Optional<TrainedModel> train(JobContext context, TrainingSongs songs, String modelId)
      throws IOException;
}
