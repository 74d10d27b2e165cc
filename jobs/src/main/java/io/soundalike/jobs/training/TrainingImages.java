package io.soundalike.jobs.training;

import io.soundalike.features.MeanSpectrum;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.FeatureRows;
import io.soundalike.jobs.MappedIterator;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.EpochPlan;
import io.soundalike.settings.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Broadcast<Map<String, Integer>> firstImages;
  private final JavaRDD<Song> songs;

  /** A song and the number of its first image. */
  private record Song(String trackId, int firstImage, List<MelSpectrogram> channels)
      implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Takes the songs that train out of all.
   *
   * @param columns of the songs that train, by identity, in order
   */
  TrainingImages(
      JavaSparkContext spark,
      JavaRDD<FeatureRow> all,
      Map<String, Integer> columns,
      Settings settings) {
    this.settings = settings;
    Map<String, Integer> numbers = new HashMap<>();
    int next = 0;

    for (Map.Entry<String, Integer> song : columns.entrySet()) {
      numbers.put(song.getKey(), next);
      next = Math.addExact(next, Patches.count(song.getValue(), settings));
    }

    this.images = next;
    this.firstImages = spark.broadcast(numbers);
    Broadcast<Map<String, Integer>> first = firstImages;
    this.songs =
        all.filter(row -> first.value().containsKey(row.getTrackId()))
            .map(
                row ->
                    new Song(
                        row.getTrackId(),
                        Objects.requireNonNull(first.value().get(row.getTrackId())),
                        FeatureRows.images(row, settings)))
            .persist(StorageLevel.DISK_ONLY());
  }

  void release() {
    songs.unpersist();
    firstImages.destroy();
  }

  /** The mean of each mel band over all training songs, in [0, 1]. */
  float[] bandMeans() {
    return songs
        .flatMap(song -> song.channels().stream().map(MeanSpectrum::of).iterator())
        .reduce(MeanSpectrum::plus)
        .means();
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
    List<byte[]> images = Patches.of(song.trackId(), song.channels(), epoch, settings);
    List<Tuple2<Integer, byte[]>> placed = new ArrayList<>();

    for (int i = 0; i < images.size(); i++) {
      placed.add(new Tuple2<>(plan.position(song.firstImage() + i), images.get(i)));
    }

    return placed.iterator();
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
