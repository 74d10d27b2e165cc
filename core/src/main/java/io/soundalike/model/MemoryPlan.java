package io.soundalike.model;

import io.soundalike.settings.Settings;
import java.util.List;

/**
 * How much memory a JVM takes that trains, reckoned from the settings: the one place that does.
 *
 * <p>Networks live outside the heap. A step holds every layer's output, its gradient, and copies in
 * the blocked layouts of oneDNN, in which the image's single channel takes as much room as sixteen.
 * The two constants were fitted to measured peaks of eight networks, from 4 to 64 channels wide and
 * from 128 x 128 to 512 x 2584 pixels; the peak of the whole JVM is met within 25 %
 * (docs/performance.md has the command).
 *
 * @param tasks that train or encode in the JVM at once
 * @param heapBytes what to give the heap
 * @param nativeBytes the peak outside the heap
 */
public record MemoryPlan(int tasks, long heapBytes, long nativeBytes) {

  private static final long MIB = 1 << 20;

  /**
   * Spark's JVM, its network buffers, the native libraries, and what the two arenas keep for the
   * next step; measured by measure-training.
   */
  private static final long BASE_NATIVE = 1000 * MIB;

  private static final long BASE_HEAP = 1024 * MIB;

  /** One song's analysis grows by this for each hour. */
  private static final long HEAP_OF_HOUR = 100 * MIB;

  /** Bytes at the peak for each value that a layer puts out, four of them its own. */
  private static final double BYTES_OF_ACTIVATION = 8;

  /** The same with batch normalisation, which keeps more of its input for the gradient. */
  private static final double BYTES_OF_NORMALISED_ACTIVATION = 10;

  /** Bytes at the peak for each pixel, in the layers whose one channel is padded. */
  private static final double BYTES_OF_PIXEL = 560;

  /** What a container should have beyond the reckoned peak. */
  private static final double MARGIN = 1.25;

  /** Reckons. */
  public static MemoryPlan of(Settings settings, int tasks) {
    double hours = settings.audio().maxSeconds() / 3600;
    long heap = BASE_HEAP + tasks * (long) (hours * HEAP_OF_HOUR);
    return new MemoryPlan(tasks, heap, BASE_NATIVE + tasks * bytesOfTask(settings));
  }

  /** What one task's step holds outside the heap. */
  static long bytesOfTask(Settings settings) {
    long pixels = (long) settings.features().nMels() * settings.model().patchColumns();
    double bytes =
        settings.model().batchNorm() ? BYTES_OF_NORMALISED_ACTIVATION : BYTES_OF_ACTIVATION;
    double image = BYTES_OF_PIXEL * pixels + bytes * activations(settings);
    return (long) (settings.training().batchSizePerWorker() * image);
  }

  /** Values that all layers put out for one image. */
  static long activations(Settings settings) {
    List<Integer> channels = settings.model().channels();
    long pixels = (long) settings.features().nMels() * settings.model().patchColumns();
    double sum = 2; // the last convolution and its sigmoid
    int normalised = settings.model().batchNorm() ? 2 : 0;

    for (int i = 0; i < channels.size(); i++) {
      double area = Math.pow(4, -i);
      double pooled = area / 4;
      // Encoder: convolution, pooling, normalisation, rectifier; decoder, at the pooled size:
      // convolution, then upsampling.
      sum += channels.get(i) * (area + pooled + normalised * pooled + pooled + area);
    }

    return (long) (sum * pixels) + ConvolutionalAutoencoder.headValues(settings);
  }

  /** {@code spark.executor.memoryOverhead}: the peak outside the heap, and a quarter more. */
  public long overheadBytes() {
    return (long) (MARGIN * nativeBytes);
  }

  /** {@code org.bytedeco.javacpp.maxphysicalbytes}: heap and overhead. */
  public long physicalBytes() {
    return heapBytes + overheadBytes();
  }
}
