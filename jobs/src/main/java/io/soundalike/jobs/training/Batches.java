package io.soundalike.jobs.training;

import io.soundalike.dsp.Decibels;
import io.soundalike.model.Augmentation;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * Converts patches from bytes to DL4J's batches. Input: {@code [batch][1][nMels][patchColumns]} in
 * [0, 1], after the mask of {@link Augmentation} and {@code training.noise}. Target: the same
 * before mask and noise; for contrastive training also the songs' numbers, {@code [batch][1]}. A
 * batch is freed when the next one is requested, without waiting for garbage collection. Not
 * thread-safe.
 */
final class Batches implements Iterator<MultiDataSet>, AutoCloseable {

  private final Iterator<Tuple2<Integer, Views>> views;
  private final Settings settings;
  private final int epoch;
  private final int pixels;
  private final boolean hasContrast;
  private @Nullable MultiDataSet last;

  /**
   * @param views by their position in the epoch
   * @param epoch seeds the augmentation, together with the position
   */
  Batches(Iterator<Tuple2<Integer, Views>> views, Settings settings, int epoch) {
    NativeAcceleration.useOneThread();
    this.views = views;
    this.settings = settings;
    this.epoch = epoch;
    this.pixels = settings.features().nMels() * settings.model().patchColumns();
    this.hasContrast = settings.training().contrast() > 0;
  }

  @Override
  public boolean hasNext() {
    // Frees nothing: DL4J calls this before it has used the last batch.
    return views.hasNext();
  }

  @Override
  public MultiDataSet next() {
    free();
    List<Tuple2<Integer, Views>> batch = new ArrayList<>();
    int count = settings.training().batchSizePerWorker() / Views.size(settings);

    do {
      batch.add(views.next());
    } while (batch.size() < count && views.hasNext());

    last = dataSet(batch);
    return last;
  }

  private MultiDataSet dataSet(List<Tuple2<Integer, Views>> batch) {
    int count = batch.stream().mapToInt(entry -> entry._2().patches().size()).sum();
    float[] targets = new float[count * pixels];
    float[] inputs = new float[count * pixels];
    float[] songs = new float[count];
    int row = 0;

    for (Tuple2<Integer, Views> entry : batch) {
      // Not Random, whose first numbers are similar for consecutive seeds.
      SplittableRandom random =
          new SplittableRandom((settings.training().seed() * 31 + epoch) * 1_000_003L + entry._1());

      for (byte[] patch : entry._2().patches()) {
        fill(patch, row * pixels, targets, inputs, random);
        songs[row++] = entry._2().song();
      }
    }

    INDArray target = array(targets, count);
    INDArray[] labels =
        hasContrast
            ? new INDArray[] {target, Nd4j.create(songs, new long[] {count, 1}, 'c')}
            : new INDArray[] {target};
    return new org.nd4j.linalg.dataset.MultiDataSet(new INDArray[] {array(inputs, count)}, labels);
  }

  private void fill(
      byte[] patch, int offset, float[] targets, float[] inputs, RandomGenerator random) {
    int columns = settings.model().patchColumns();
    int bands = settings.features().nMels();

    for (int p = 0; p < pixels; p++) {
      targets[offset + p] = Decibels.toUnit(patch[p]);
    }

    if (hasContrast) {
      Augmentation.equalise(targets, offset, bands, columns, random);
    }

    System.arraycopy(targets, offset, inputs, offset, pixels);

    if (hasContrast) {
      Augmentation.mask(inputs, offset, bands, columns, random);
    }

    if (settings.training().noise() > 0) {
      for (int p = offset; p < offset + pixels; p++) {
        inputs[p] = random.nextFloat() < settings.training().noise() ? 0 : inputs[p];
      }
    }
  }

  private INDArray array(float[] values, int count) {
    long[] shape = {count, 1, settings.features().nMels(), settings.model().patchColumns()};
    return Nd4j.create(values, shape, 'c');
  }

  /** Frees the last batch. */
  @Override
  public void close() {
    free();
  }

  private void free() {
    if (last != null) {
      List<INDArray> arrays = new ArrayList<>(List.of(last.getFeatures()));
      arrays.addAll(List.of(last.getLabels()));

      for (INDArray array : arrays) {
        if (!array.wasClosed() && array.closeable()) {
          array.close();
        }
      }

      last = null;
    }
  }
}
