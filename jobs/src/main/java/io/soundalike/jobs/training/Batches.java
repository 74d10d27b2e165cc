package io.soundalike.jobs.training;

import io.soundalike.dsp.Decibels;
import io.soundalike.model.NativeAcceleration;
import io.soundalike.settings.Settings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import scala.Tuple2;

/**
 * Images as bytes to DL4J's batches: target {@code [batch][1][nMels][patchFrames]} in [0, 1], and
 * the same as input, but for the pixels that {@code training.noise} hides. A batch lives until the
 * next one is asked for; it is then freed at once, not whenever the heap is collected. For one
 * thread.
 */
final class Batches implements Iterator<DataSet>, AutoCloseable {

  private final Iterator<Tuple2<Integer, byte[]>> images;
  private final Settings settings;
  private final int epoch;
  private final int pixels;
  private @Nullable DataSet last;

  /**
   * @param images by their place in the epoch
   * @param epoch seeds the noise, with the image's place
   */
  Batches(Iterator<Tuple2<Integer, byte[]>> images, Settings settings, int epoch) {
    NativeAcceleration.useOneThread();
    this.images = images;
    this.settings = settings;
    this.epoch = epoch;
    this.pixels = settings.features().nMels() * settings.model().patchFrames();
  }

  @Override
  public boolean hasNext() {
    // Frees nothing: DL4J asks before it has used the last batch.
    return images.hasNext();
  }

  @Override
  public DataSet next() {
    free();
    List<Tuple2<Integer, byte[]>> batch = new ArrayList<>();

    do {
      batch.add(images.next());
    } while (batch.size() < settings.training().batchSizePerWorker() && images.hasNext());

    float[] targets = new float[batch.size() * pixels];

    for (int i = 0; i < batch.size(); i++) {
      byte[] image = batch.get(i)._2();

      for (int p = 0; p < pixels; p++) {
        targets[i * pixels + p] = Decibels.toUnit(image[p]);
      }
    }

    INDArray target = array(targets, batch.size());
    last = new DataSet(settings.training().noise() == 0 ? target : noisy(targets, batch), target);
    return last;
  }

  private INDArray noisy(float[] targets, List<Tuple2<Integer, byte[]>> batch) {
    float[] inputs = targets.clone();

    for (int i = 0; i < batch.size(); i++) {
      Random random =
          new Random((settings.training().seed() * 31 + epoch) * 1_000_003L + batch.get(i)._1());

      for (int p = 0; p < pixels; p++) {
        if (random.nextFloat() < settings.training().noise()) {
          inputs[i * pixels + p] = 0;
        }
      }
    }

    return array(inputs, batch.size());
  }

  private INDArray array(float[] values, int count) {
    long[] shape = {count, 1, settings.features().nMels(), settings.model().patchFrames()};
    return Nd4j.create(values, shape, 'c');
  }

  /** Frees the last batch. */
  @Override
  public void close() {
    free();
  }

  private void free() {
    if (last != null) {
      for (INDArray array : new INDArray[] {last.getFeatures(), last.getLabels()}) {
        if (!array.wasClosed() && array.closeable()) {
          array.close();
        }
      }

      last = null;
    }
  }
}
