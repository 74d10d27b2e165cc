package io.soundalike.jobs.training;

import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.Labels;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.TimeAxisPooling;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.TrainingSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import scala.Tuple2;

/**
 * The split into training and held-out songs, drawn by a hash of track id and seed, so that it
 * depends on nothing but the track ids of the catalogue.
 *
 * @param all songs that could be analysed: their number of columns for the network by track id,
 *     sorted
 * @param training songs to train on, in the same form
 * @param validation held-out songs, in the same form; the training song itself if there is only one
 * @param groups the group of each song that has one, by track id: songs of one group are positives
 *     of the contrastive loss ({@code training.positives})
 */
public record TrainingSongs(
    Map<String, Integer> all,
    Map<String, Integer> training,
    Map<String, Integer> validation,
    Map<String, String> groups) {

  /**
   * Draws the split from the latest inventory.
   *
   * @throws UserException of NO_INPUT if no song could be analysed
   */
  public static TrainingSongs draw(JobContext context) throws IOException {
    Settings settings = context.settings();
    Map<String, Integer> all = new TreeMap<>();
    LatestTracks.withoutSpectrograms(context)
        .map(
            (MapFunction<FeatureRow, Tuple2<String, Integer>>)
                row ->
                    new Tuple2<>(
                        row.getTrackId(),
                        TimeAxisPooling.columns(row.getFrames(), row.getBeats(), settings)),
            Encoders.tuple(Encoders.STRING(), Encoders.INT()))
        .collectAsList()
        .forEach(song -> all.put(song._1(), song._2()));

    if (all.isEmpty()) {
      throw new UserException(
          ExitCode.NO_INPUT,
          "The catalogue "
              + context.catalogue().uri()
              + " has no analysed song to train on; run soundalike run first.");
    }

    return draw(all, groups(context), context.settings().training());
  }

  private static Map<String, String> groups(JobContext context) throws IOException {
    String positives = context.settings().training().positives();
    Map<String, String> groups = new TreeMap<>();

    if (!positives.equals(TrainingSettings.SONG)) {
      List<AudioFileRow> files = LatestTracks.ofLatestInventory(context).collectAsList();
      List<String> labels = Labels.read(files, positives);

      for (int i = 0; i < labels.size(); i++) {
        if (!labels.get(i).isEmpty()) {
          groups.put(Objects.requireNonNull(files.get(i).getTrackId()), labels.get(i));
        }
      }
    }

    return groups;
  }

  static TrainingSongs draw(
      Map<String, Integer> all, Map<String, String> groups, TrainingSettings settings) {
    List<String> shuffled = new ArrayList<>(all.keySet());
    shuffled.sort(
        Comparator.comparing(id -> SettingsFingerprint.shortHash(settings.seed() + ":" + id)));

    if (all.size() == 1) {
      return new TrainingSongs(all, all, all, groups);
    }

    int validation =
        (int)
            Math.min(
                settings.maxHeldOutSongs(),
                Math.max(1, Math.round(settings.heldOutFraction() * all.size())));
    int training = Math.min(settings.maxSongs(), all.size() - validation);
    return new TrainingSongs(
        all,
        only(all, shuffled.subList(validation, validation + training)),
        only(all, shuffled.subList(0, validation)),
        groups);
  }

  private static Map<String, Integer> only(Map<String, Integer> all, List<String> ids) {
    Map<String, Integer> some = new TreeMap<>();
    ids.forEach(id -> some.put(id, all.get(id)));
    return some;
  }
}
