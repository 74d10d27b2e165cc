package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.TrainedModel;
import io.soundalike.report.Plural;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import java.io.IOException;
import org.apache.spark.api.java.JavaRDD;

/**
 * Trains one network for all songs by parameter averaging. In each epoch, workers train on their
 * shares of the patches, and their parameters are averaged every few steps. After each epoch the
 * network is validated on the held-out songs and the state is checkpointed. The model is the
 * network of the best epoch, with the discriminant analysis of its codes.
 */
final class AveragingTrainer implements Trainer {

  @Override
  public boolean trainsEverySong() {
    return false;
  }

  @Override
  public String modelId(String settingsId, TrainingSongs songs) {
    String text = String.join("\n", songs.all().keySet());
    // With labels of a file, the same settings may mean other groups.
    String all =
        SettingsFingerprint.shortHash(songs.groups().isEmpty() ? text : text + songs.groups());
    return settingsId + "-" + all.substring(0, 6);
  }

  @Override
  public Outcome train(JobContext context, TrainingSongs songs, String modelId) throws IOException {
    Settings settings = context.settings();
    MemoryCheck.verify(context, settings.training().workers());
    JavaRDD<FeatureRow> all = LatestTracks.withFeatures(context).javaRDD();
    TrainingPatches patches =
        new TrainingPatches(context.javaSpark(), all, songs.training(), songs.groups(), settings);
    ValidationSongs heldOut = new ValidationSongs(all, songs.validation().keySet(), settings);
    context.report(
        "  training on %s with %s; %s held out",
        Plural.of(songs.training().size(), "song"),
        Plural.of(settings.training().workers(), "worker"),
        Plural.of(songs.all().size() == 1 ? 0 : songs.validation().size(), "song"));

    try {
      TrainedModel best =
          new JointTraining(context, modelId, songs.training().size(), patches, heldOut).run();

      if (settings.model().pooling() == ModelSettings.Pooling.LDA && best.discriminant() == null) {
        best = DiscriminantFit.fit(context, best, songs, patches, heldOut);
      }

      boolean isCommitted = context.catalogue().models().commitOnce(context.runId(), best);
      return new Outcome(best, isCommitted);
    } finally {
      patches.release();
      heldOut.release();
    }
  }
}
