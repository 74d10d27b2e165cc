package io.soundalike.jobs;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.model.NativeAcceleration;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Songs to the images that one epoch trains on. */
final class TrainingImages {

  private TrainingImages() {}

  /** Which image of which song. */
  private record Cut(int song, int firstFrame) {}

  /** Places songs on workers by their identity, sorted, wherever they came from. */
  static JavaRDD<FeatureRow> placeByTrack(JavaRDD<FeatureRow> songs, int workers) {
    return songs
        .mapToPair(row -> new scala.Tuple2<>(row.getTrackId(), row))
        .repartitionAndSortWithinPartitions(
            new HashPartitioner(workers), Comparator.<String>naturalOrder())
        .values();
  }

  /**
   * The images of one partition's songs in one epoch, shuffled; made one by one as they are asked
   * for, from bytes.
   *
   * @return each with input and target the same, {@code [1][1][nMels][patchFrames]} in [0, 1]
   */
  static Iterator<DataSet> ofEpoch(
      Iterator<FeatureRow> rows, Settings settings, int epoch, int partition) {
    NativeAcceleration.switchOn();
    List<MelSpectrogram> songs = new ArrayList<>();
    rows.forEachRemaining(row -> songs.add(FeatureRows.spectrogram(row)));
    Random random = new Random(settings.training().seed() * 1_000_003L + epoch * 8191L + partition);
    List<Cut> cuts = new ArrayList<>();

    for (int song = 0; song < songs.size(); song++) {
      for (int start : starts(songs.get(song), settings, random)) {
        cuts.add(new Cut(song, start));
      }
    }

    Collections.shuffle(cuts, random);
    return new MappedIterator<>(
        cuts.iterator(), cut -> image(songs.get(cut.song()), cut.firstFrame(), settings));
  }

  private static int[] starts(MelSpectrogram song, Settings settings, Random random) {
    int width = settings.model().patchFrames();
    int count = settings.training().patchesPerSong();

    if (count == 0) {
      return song.patchStarts(width);
    }

    int[] starts = new int[count];
    Arrays.setAll(starts, i -> random.nextInt(song.nFrames() - width + 1));
    return starts;
  }

  private static DataSet image(MelSpectrogram song, int firstFrame, Settings settings) {
    int width = settings.model().patchFrames();
    float[] values = new float[song.nMels() * width];
    song.copyPatch(firstFrame, width, values, 0);
    INDArray image = Nd4j.createFromArray(values).reshape(1, 1, song.nMels(), width);
    return new DataSet(image, image);
  }
}
