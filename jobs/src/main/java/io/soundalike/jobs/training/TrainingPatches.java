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
 * Prepares the patches that each epoch trains on. The training songs are persisted on the
 * executors' disks; an epoch samples patches from them and sorts them, as bytes, into the shares of
 * its plan by one shuffle. A task therefore holds one song, or one worker's patches between two
 * averagings.
 */
final class TrainingPatches {

  private final JavaSparkContext spark;
  private final Settings settings;

  /** Track id and number of columns of each song, in the order in which epochs use them. */
  private final List<Map.Entry<String, Integer>> order;

  private final Map<String, String> groups;
  private final JavaRDD<Song> songs;

  private record Song(String trackId, List<MelSpectrogram> channels) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /** The number of a song or of its group in an epoch, and the number of its first views. */
  private record Position(int song, int firstViews) implements Serializable {

    private static final long serialVersionUID = 1L;
  }

  /**
   * Persists the training songs.
   *
   * @param columns number of columns of each training song, by track id; track ids are hashes, so
   *     their order is unrelated to how songs sound
   * @param groups labels of songs that are positives of each other, by track id
   */
  TrainingPatches(
      JavaSparkContext spark,
      JavaRDD<FeatureRow> all,
      Map<String, Integer> columns,
      Map<String, String> groups,
      Settings settings) {
    this.spark = spark;
    this.settings = settings;
    this.groups = Map.copyOf(groups);
    this.order = List.copyOf(columns.entrySet());
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

  /** The spectrograms of some of the training songs, one list for each song. */
  JavaRDD<List<MelSpectrogram>> channels(Set<String> trackIds) {
    return songs.filter(song -> trackIds.contains(song.trackId())).map(Song::channels);
  }

  /**
   * The data of one epoch.
   *
   * @param plan assignment of views to workers
   * @param shares the views by their position, in one partition for each share of the plan
   * @param positions of the songs, by track id
   */
  record Epoch(
      EpochPlan plan,
      JavaPairRDD<Integer, Views> shares,
      Broadcast<Map<String, Position>> positions) {

    /** Frees the executors' copies of this data. */
    void release() {
      shares.rdd().cleanShuffleDependencies(false);
      positions.destroy();
    }
  }

  /** Samples the patches of an epoch. */
  Epoch epoch(int epoch) {
    TrainingSettings training = settings.training();
    Map<String, Position> positions = new HashMap<>();
    Map<String, Integer> numbers = new HashMap<>();
    int views = 0;

    for (Map.Entry<String, Integer> song : songsOfEpoch(order, epoch, training.songsPerEpoch())) {
      String trackId = song.getKey();
      // No label is a track id, a hash.
      String group = groups.getOrDefault(trackId, trackId);
      int number = numbers.computeIfAbsent(group, name -> numbers.size());
      positions.put(trackId, new Position(number, views));
      int count = PatchSampler.count(song.getValue(), settings) / Views.size(settings);
      views = Math.addExact(views, count);
    }

    EpochPlan plan =
        new EpochPlan(
            views,
            training.workers(),
            training.batchSizePerWorker() / Views.size(settings) * training.averagingFrequency(),
            training.seed() * 1_000_003L + epoch);
    Broadcast<Map<String, Position>> broadcast = spark.broadcast(positions);
    Settings captured = settings; // not this, which is not serializable
    return new Epoch(
        plan,
        songs
            .filter(song -> broadcast.value().containsKey(song.trackId()))
            .flatMapToPair(song -> sample(song, broadcast.value(), epoch, plan, captured))
            .repartitionAndSortWithinPartitions(
                new Shares(plan), Comparator.<Integer>naturalOrder()),
        broadcast);
  }

  /**
   * The songs of an epoch: each epoch starts with the song after the last one of the epoch before,
   * cyclically.
   *
   * @param epoch from 1
   */
  static <T> List<T> songsOfEpoch(List<T> all, int epoch, int songsPerEpoch) {
    int count = Math.min(all.size(), songsPerEpoch);
    List<T> chosen = new ArrayList<>();

    for (int i = 0; i < count; i++) {
      chosen.add(all.get((int) (((epoch - 1L) * count + i) % all.size())));
    }

    return chosen;
  }

  private static Iterator<Tuple2<Integer, Views>> sample(
      Song song, Map<String, Position> positions, int epoch, EpochPlan plan, Settings settings) {
    Position position = Objects.requireNonNull(positions.get(song.trackId()));
    List<byte[]> patches = PatchSampler.sample(song.trackId(), song.channels(), epoch, settings);
    List<Views> views = Views.of(position.song(), patches, settings);
    List<Tuple2<Integer, Views>> placed = new ArrayList<>();

    for (int i = 0; i < views.size(); i++) {
      placed.add(new Tuple2<>(plan.position(position.firstViews() + i), views.get(i)));
    }

    return placed.iterator();
  }

  /** Groups a share's views into batches; each is freed when the next one is requested. */
  static Iterator<MultiDataSet> batches(
      Iterator<Tuple2<Integer, Views>> views, Settings settings, int epoch) {
    return MappedIterator.closedWithTask(new Batches(views, settings, epoch));
  }

  /** Assigns views to their share by their position. */
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
