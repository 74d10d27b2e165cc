package io.soundalike.jobs.training;

import io.soundalike.features.MeanSpectrum;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.execution.MappedIterator;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.EpochPlan;
import io.soundalike.settings.Settings;
import io.soundalike.settings.TrainingSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.Tuple2;

/**
 * Songs to the images that each epoch trains on. The songs lie on the executors' disks; an epoch
 * cuts its images from them and sorts them, as bytes, into the shares of its plan by one shuffle.
 * So no task holds more than one song, or the images of one worker between two averagings.
 */
final class TrainingImages {

  private final JavaSparkContext spark;
  private final Settings settings;

  /** Identity and columns of the songs, in the order in which epochs take them. */
  private final List<Map.Entry<String, Integer>> turns;

  private final JavaRDD<Song> songs;

  private record Song(String trackId, List<MelSpectrogram> channels) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** A song's number in an epoch, and that of its first views. */
  private record Place(int song, int firstViews) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Takes the songs that train out of all.
   *
   * @param columns of the songs that train, by identity: a hash, whose order says nothing about the
   *     songs
   */
  TrainingImages(
      JavaSparkContext spark,
      JavaRDD<FeatureRow> all,
      Map<String, Integer> columns,
      Settings settings) {
    this.spark = spark;
    this.settings = settings;
    this.turns = List.copyOf(columns.entrySet());
    Set<String> trackIds = Set.copyOf(columns.keySet());
    this.songs =
        all.filter(row -> trackIds.contains(row.getTrackId()))
            .map(row -> new Song(row.getTrackId(), FeatureRowMapper.images(row, settings)))
            .persist(StorageLevel.DISK_ONLY());
  }

  void release() {
    songs.unpersist();
  }

  /** The mean of each mel band over all training songs, in [0, 1]. */
  float[] bandMeans() {
    return songs
        .flatMap(song -> song.channels().stream().map(MeanSpectrum::sumFrames).iterator())
        .reduce(MeanSpectrum::plus)
        .means();
  }

  /**
   * What an epoch trains on.
   *
   * @param plan who trains on what
   * @param shares the views by their place, in one partition for each share of the plan
   * @param places of the songs
   */
  record Epoch(
      EpochPlan plan, JavaPairRDD<Integer, Views> shares, Broadcast<Map<String, Place>> places) {

    /** Gives back what the executors hold of it. */
    void release() {
      shares.rdd().cleanShuffleDependencies(false);
      places.destroy();
    }
  }

  /** The images of an epoch. */
  Epoch epoch(int epoch) {
    TrainingSettings training = settings.training();
    Map<String, Place> places = new HashMap<>();
    int views = 0;

    for (Map.Entry<String, Integer> song : turn(turns, epoch, training.songsPerEpoch())) {
      places.put(song.getKey(), new Place(places.size(), views));
      int count = PatchSampler.count(song.getValue(), settings) / Views.size(settings);
      views = Math.addExact(views, count);
    }

    EpochPlan plan =
        new EpochPlan(
            views,
            training.workers(),
            training.batchSizePerWorker() / Views.size(settings) * training.averagingFrequency(),
            training.seed() * 1_000_003L + epoch);
    Broadcast<Map<String, Place>> taken = spark.broadcast(places);
    Settings used = settings;
    return new Epoch(
        plan,
        songs
            .filter(song -> taken.value().containsKey(song.trackId()))
            .flatMapToPair(song -> cut(song, taken.value(), epoch, plan, used))
            .repartitionAndSortWithinPartitions(
                new Shares(plan), Comparator.<Integer>naturalOrder()),
        taken);
  }

  /**
   * Whose turn it is: epochs go on where the last one ended, round and round.
   *
   * @param epoch from 1
   */
  static <T> List<T> turn(List<T> all, int epoch, int atOnce) {
    int count = Math.min(all.size(), atOnce);
    List<T> taken = new ArrayList<>();

    for (int i = 0; i < count; i++) {
      taken.add(all.get((int) (((epoch - 1L) * count + i) % all.size())));
    }

    return taken;
  }

  private static Iterator<Tuple2<Integer, Views>> cut(
      Song song, Map<String, Place> places, int epoch, EpochPlan plan, Settings settings) {
    Place place = Objects.requireNonNull(places.get(song.trackId()));
    List<byte[]> images = PatchSampler.of(song.trackId(), song.channels(), epoch, settings);
    List<Views> views = Views.of(place.song(), images, settings);
    List<Tuple2<Integer, Views>> placed = new ArrayList<>();

    for (int i = 0; i < views.size(); i++) {
      placed.add(new Tuple2<>(plan.position(place.firstViews() + i), views.get(i)));
    }

    return placed.iterator();
  }

  /** A share's images in batches, each made when it is asked for and freed when the next one is. */
  static Iterator<MultiDataSet> batches(
      Iterator<Tuple2<Integer, Views>> views, Settings settings, int epoch) {
    return MappedIterator.closedWithTask(new Batches(views, settings, epoch));
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
