package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.ContrastiveLoss;
import io.soundalike.model.Encoder;
import io.soundalike.model.ReconstructionLoss;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/** The held-out songs that each epoch is validated on, persisted on the executors' disks. */
final class ValidationSongs {

  /** Patches of each channel that enter the contrastive loss. */
  private static final int VIEWS = 8;

  private final JavaRDD<FeatureRow> songs;
  private final Settings settings;

  ValidationSongs(JavaRDD<FeatureRow> all, Set<String> trackIds, Settings settings) {
    Set<String> ids = Set.copyOf(trackIds);
    this.settings = settings;
    this.songs =
        all.filter(row -> ids.contains(row.getTrackId())).persist(StorageLevel.DISK_ONLY());
  }

  /** The spectrograms of some of the held-out songs, one list for each song. */
  JavaRDD<List<MelSpectrogram>> channels(Set<String> trackIds) {
    Settings captured = settings; // not this, which is not serializable
    return songs
        .filter(row -> trackIds.contains(row.getTrackId()))
        .map(row -> FeatureRowMapper.images(row, captured));
  }

  void release() {
    songs.unpersist();
  }

  /**
   * The losses of a network on the held-out songs.
   *
   * @param reconstruction over all songs
   * @param contrast contrastive loss over all songs, in nats; 0 if training uses none
   */
  record Validation(ReconstructionLoss reconstruction, double contrast) {}

  /**
   * Computes the losses of a network.
   *
   * @param bandMeans mean of the training songs, in [0, 1], by mel band
   */
  Validation validate(JavaSparkContext spark, TrainedModel model, float[] bandMeans) {
    Settings captured = settings; // not this, which is not serializable
    Broadcast<TrainedModel> broadcast = spark.broadcast(model);
    // Sorted by song, so that floating-point sums are the same in every run.
    List<SongValidation> validated =
        songs
            .mapPartitions(
                rows -> {
                  Encoder encoder =
                      MappedIterator.closedWithTask(new Encoder(broadcast.value(), captured));
                  return new MappedIterator<>(
                      rows, row -> validate(encoder, row, captured, bandMeans));
                })
            .collect()
            .stream()
            .sorted(Comparator.comparing(SongValidation::trackId))
            .toList();
    broadcast.destroy();
    return new Validation(
        validated.stream()
            .map(SongValidation::loss)
            .reduce(ReconstructionLoss.ZERO, ReconstructionLoss::plus),
        contrast(validated));
  }

  private double contrast(List<SongValidation> validated) {
    List<double[]> heads = new ArrayList<>();
    List<Integer> songNumbers = new ArrayList<>();

    for (int i = 0; i < validated.size(); i++) {
      for (double[] head : validated.get(i).heads()) {
        heads.add(head);
        songNumbers.add(i);
      }
    }

    return ContrastiveLoss.calibrated(
        songNumbers.stream().mapToInt(Integer::intValue).toArray(), heads.toArray(double[][]::new));
  }

  private static SongValidation validate(
      Encoder encoder, FeatureRow row, Settings settings, float[] bandMeans) {
    List<MelSpectrogram> channels = FeatureRowMapper.images(row, settings);
    List<double[]> heads = new ArrayList<>();

    if (settings.training().contrast() > 0) {
      for (MelSpectrogram channel : channels) {
        int last = channel.nFrames() - settings.model().patchColumns();
        int[] starts =
            IntStream.rangeClosed(1, VIEWS)
                .map(v -> (int) ((long) last * v / (VIEWS + 1)))
                .toArray();
        heads.addAll(List.of(encoder.projectHead(channel, starts)));
      }
    }

    return new SongValidation(
        row.getTrackId(),
        ReconstructionLoss.measure(encoder, channels, settings, bandMeans),
        heads);
  }

  private record SongValidation(String trackId, ReconstructionLoss loss, List<double[]> heads)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }
}
