package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.model.ClassScatter;
import io.soundalike.model.Encoder;
import io.soundalike.model.LinearDiscriminant;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * Fits the discriminant analysis of patches, by a trained network's codes and by statistics: one
 * pass over the training and the held-out songs, of which it takes the first {@value
 * ClassScatter#MAX_CLASSES} by track id.
 */
final class DiscriminantFit {

  private DiscriminantFit() {}

  /** Returns the model with its discriminant analysis. */
  static TrainedModel fit(
      JobContext context,
      TrainedModel model,
      TrainingSongs songs,
      TrainingPatches patches,
      ValidationSongs heldOut) {
    Settings settings = context.settings();
    Set<String> drawn = new TreeSet<>(songs.training().keySet());
    drawn.addAll(songs.validation().keySet());
    Set<String> trackIds =
        drawn.stream().limit(ClassScatter.MAX_CLASSES).collect(Collectors.toSet());
    JavaRDD<List<MelSpectrogram>> all = patches.channels(trackIds);

    if (songs.all().size() > 1) {
      all = all.union(heldOut.channels(trackIds)); // a single song is held out from itself
    }

    Broadcast<TrainedModel> broadcast = context.javaSpark().broadcast(model);

    try {
      // Each task returns the sums of all of its songs, some megabytes.
      ClassScatter scatter =
          all.mapPartitions(some -> scatter(some, broadcast.value(), settings))
              .treeReduce(ClassScatter::addAll);
      return model.withDiscriminant(
          LinearDiscriminant.fit(scatter, settings.model().ldaComponents()));
    } finally {
      broadcast.destroy();
    }
  }

  private static Iterator<ClassScatter> scatter(
      Iterator<List<MelSpectrogram>> songs, TrainedModel model, Settings settings) {
    if (!songs.hasNext()) {
      return Collections.emptyIterator();
    }

    try (Encoder encoder = new Encoder(model, settings)) {
      ClassScatter scatter = new ClassScatter(encoder.discriminantInputSize());

      while (songs.hasNext()) {
        List<float[]> patches = new ArrayList<>();
        songs
            .next()
            .forEach(channel -> patches.addAll(List.of(encoder.discriminantInputs(channel))));
        scatter.add(patches.toArray(float[][]::new));
      }

      return Collections.singleton(scatter).iterator();
    }
  }
}
