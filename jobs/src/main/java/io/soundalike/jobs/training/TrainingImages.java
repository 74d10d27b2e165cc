package io.soundalike.jobs.training;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.FeatureRows;
import io.soundalike.jobs.MappedIterator;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.EpochPlan;
import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.dataset.DataSet;
import scala.Tuple2;

/**
 * Songs to the images that each epoch trains on. The songs lie on the executors' disks; an epoch
 * cuts its images from them and sorts them, as bytes, into the shares of its plan by one shuffle.
 * So no task holds more than one song, or the images of one worker between two averagings.
 */
final class TrainingImages {

  private final Settings settings;
  private final int images;
  private final JavaRDD<Song> songs;

  /** A song and the number of its first image. */
  private record Song(String trackId, int firstImage, MelSpectrogram spectrogram)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Takes the songs that train out of all.
   *
   * @param frames of the songs that train, by identity, in order
   */
  TrainingImages(
      JavaSparkContext spark,
      JavaRDD<FeatureRow> all,
      Map<String, Integer> frames,
      Settings settings) {
    this.settings = settings;
    Map<String, Integer> firstImages = new HashMap<>();
    int next = 0;

    for (Map.Entry<String, Integer> song : frames.entrySet()) {
      firstImages.put(song.getKey(), next);
      next = Math.addExact(next, imagesOf(song.getValue(), settings));
    }

    this.images = next;
    Broadcast<Map<String, Integer>> first = spark.broadcast(firstImages);
    this.songs =
        all.filter(row -> first.value().containsKey(row.getTrackId()))
            .map(
                row ->
                    new Song(
                        row.getTrackId(),
                        Objects.requireNonNull(first.value().get(row.getTrackId())),
                        FeatureRows.spectrogram(row)))
            .persist(StorageLevel.DISK_ONLY());
  }

  void release() {
    songs.unpersist();
  }

  /** The mean of each mel band over all training songs, in [0, 1]. */
  float[] bandMeans() {
    // Sums of bytes are whole numbers: their order does not matter.
    long[] sums =
        songs
            .map(song -> bandSums(song.spectrogram()))
            .reduce(
                (a, b) -> {
                  for (int i = 0; i < a.length; i++) {
                    a[i] += b[i];
                  }

                  return a;
                });
    int bands = sums.length - 1;
    float[] means = new float[bands];

    for (int m = 0; m < bands; m++) {
      means[m] = (float) (sums[m] / 255.0 / sums[bands]);
    }

    return means;
  }

  /** Each band's values added up, then the number of frames. */
  private static long[] bandSums(MelSpectrogram song) {
    long[] sums = Arrays.copyOf(song.bandSums(), song.nMels() + 1);
    sums[song.nMels()] = song.nFrames();
    return sums;
  }

  /** Who trains on what in an epoch. */
  EpochPlan plan(int epoch) {
    Settings.Training training = settings.training();
    return new EpochPlan(
        images,
        training.workers(),
        training.batchSizePerWorker() * training.averagingFrequency(),
        training.seed() * 1_000_003L + epoch);
  }

  /**
   * The images of an epoch as bytes by their place, in one partition for each share of the plan.
   */
  JavaPairRDD<Integer, byte[]> ofEpoch(int epoch, EpochPlan plan) {
    Settings used = settings;
    return songs
        .flatMapToPair(song -> cut(song, epoch, plan, used))
        .repartitionAndSortWithinPartitions(new Shares(plan), Comparator.<Integer>naturalOrder());
  }

  private static Iterator<Tuple2<Integer, byte[]>> cut(
      Song song, int epoch, EpochPlan plan, Settings settings) {
    List<Tuple2<Integer, byte[]>> cut = new ArrayList<>();
    int[] starts = starts(song, epoch, settings);
    int width = settings.model().patchFrames();

    for (int i = 0; i < starts.length; i++) {
      cut.add(
          new Tuple2<>(
              plan.position(song.firstImage() + i), song.spectrogram().cut(starts[i], width)));
    }

    return cut.iterator();
  }

  private static int[] starts(Song song, int epoch, Settings settings) {
    int width = settings.model().patchFrames();
    int count = settings.training().patchesPerSong();
    Random random =
        new Random(settings.training().seed() * 8191L + epoch * 31L + song.trackId().hashCode());
    return PatchStarts.of(song.spectrogram(), width, count, random);
  }

  private static int imagesOf(int frames, Settings settings) {
    int count = settings.training().patchesPerSong();
    int width = settings.model().patchFrames();
    return count == 0 ? (frames + width - 1) / width : count;
  }

  /** A share's images in batches, each made when it is asked for and freed when the next one is. */
  static Iterator<DataSet> batches(
      Iterator<Tuple2<Integer, byte[]>> images, Settings settings, int epoch) {
    return MappedIterator.closedWithTask(new Batches(images, settings, epoch));
  }

  /** Sends an image to its share. */
  private static final class Shares extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final EpochPlan plan;

    Shares(EpochPlan plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.shares();
    }

    @Override
    public int getPartition(Object position) {
      return plan.share((Integer) position);
    }
  }
}
