package io.soundalike.model;

import io.soundalike.settings.Settings;
import java.util.List;

/**
 * Memory that a JVM needs for training, estimated from the settings.
 *
 * <p>Networks use native memory. A training step holds every layer's activations, their gradients,
 * and copies in oneDNN's blocked layouts, in which a single channel takes as much room as sixteen.
 * The constants were fitted to measured peaks of eight networks, from 4 to 64 channels wide and
 * from 128 x 128 to 512 x 2584 pixels; the estimate of the whole JVM's peak is within 25 %
 * (docs/performance.md has the command).
 *
 * @param tasks number of tasks that train or encode in the JVM at the same time
 * @param heapBytes heap size
 * @param nativeBytes peak of native memory
 */
public record MemoryPlan(int tasks, long heapBytes, long nativeBytes) {

  private static final long MIB = 1 << 20;

  /**
   * Native memory of Spark's JVM, its network buffers, the native libraries, and the blocks that
   * the allocator keeps for the next step.
   */
  private static final long BASE_NATIVE = 1000 * MIB;

  private static final long BASE_HEAP = 1024 * MIB;

  /** Heap that feature extraction needs for each hour of a song. */
  private static final long HEAP_PER_HOUR = 100 * MIB;

  /** Bytes at the peak for each activation, of which four hold the activation itself. */
  private static final double BYTES_PER_ACTIVATION = 8;

  /** The same with batch normalisation, which keeps its input for the gradient. */
  private static final double BYTES_PER_NORMALISED_ACTIVATION = 10;

  /** Bytes at the peak for each pixel, in the layers whose single channel is padded. */
  private static final double BYTES_PER_PIXEL = 560;

  /** Factor of a container's memory over the estimated peak. */
  private static final double MARGIN = 1.25;

  /**
   * Estimates the memory of a JVM.
   *
   * @param tasks number of tasks at the same time, at least 1
   */
  public static MemoryPlan estimate(Settings settings, int tasks) {
    double hours = settings.audio().maxSeconds() / 3600;
    long heap = BASE_HEAP + tasks * (long) (hours * HEAP_PER_HOUR);
    return new MemoryPlan(tasks, heap, BASE_NATIVE + tasks * bytesPerTask(settings));
  }

  /** Native memory of one task's training step. */
  static long bytesPerTask(Settings settings) {
    long pixels = (long) settings.features().nMels() * settings.model().patchColumns();
    double bytes =
        settings.model().batchNorm() ? BYTES_PER_NORMALISED_ACTIVATION : BYTES_PER_ACTIVATION;
    double perPatch = BYTES_PER_PIXEL * pixels + bytes * activations(settings);
    return (long) (settings.training().batchSizePerWorker() * perPatch);
  }

  /** Number of activations of all layers for one patch. */
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

    return (long) (sum * pixels) + ConvolutionalAutoencoder.headActivations(settings);
  }

  /** {@code spark.executor.memoryOverhead}: the native peak plus a quarter. */
  public long overheadBytes() {
    return (long) (MARGIN * nativeBytes);
  }

  /** {@code org.bytedeco.javacpp.maxphysicalbytes}: heap and overhead. */
  public long physicalBytes() {
    return heapBytes + overheadBytes();
  }
}
