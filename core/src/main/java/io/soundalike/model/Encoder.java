package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.nd4j.NativeArrays;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes embeddings of songs by a trained network, one song at a time, so that an embedding does
 * not depend on other songs. Holds native memory: use an instance in one thread and close it there.
 */
public final class Encoder implements AutoCloseable {

  /** Patches of a song that are encoded in one batch. */
  private static final int BATCH = 16;

  private final Settings settings;
  private final ComputationGraph network;
  private final @Nullable LinearDiscriminant discriminant;
  private final PatchStatistics statistics;

  /**
   * @param model trained with the same features and model settings
   * @param settings that the features were extracted with
   * @throws ModelMismatchException if the model's parameters do not fit the settings
   */
  public Encoder(TrainedModel model, Settings settings) {
    this(restore(model, settings), settings, model.discriminant());
  }

  /**
   * @param network used with its present parameters at each call; closed with this encoder
   * @param settings that the network was made with
   */
  public Encoder(ComputationGraph network, Settings settings) {
    this(network, settings, null);
  }

  private Encoder(
      ComputationGraph network, Settings settings, @Nullable LinearDiscriminant discriminant) {
    this.settings = settings;
    this.network = network;
    this.discriminant = discriminant;
    this.statistics =
        new PatchStatistics(settings.features().nMels(), settings.model().patchColumns());
  }

  /**
   * Builds the network of a trained model and sets its parameters.
   *
   * @throws ModelMismatchException if the model's parameters do not fit the settings
   */
  public static ComputationGraph restore(TrainedModel model, Settings settings) {
    ComputationGraph network = ConvolutionalAutoencoder.create(settings);

    ConvolutionalAutoencoder.setParameters(network, model);
    return network;
  }

  /**
   * Computes the embedding of a song.
   *
   * @param channels one spectrogram, or two for left and right
   * @return for one channel, its embedding by {@code model.pooling}: lda, {@code [components]}, the
   *     discriminant's projection of the mean of {@link #discriminantInputs}; head, {@code [64]},
   *     the mean of the head's outputs scaled to length 1; mean-std, {@code [2 * channels * rows]},
   *     means and standard deviations of the code over time; flatten, {@code [channels * rows *
   *     columns]}, the mean code. For two channels, the mean of both embeddings, then half of their
   *     absolute difference, so that swapping the channels changes nothing
   */
  public float[] embed(List<MelSpectrogram> channels) {
    float[] left = embed(channels.get(0));

    if (channels.size() == 1) {
      return left;
    }

    float[] right = embed(channels.get(1));
    float[] combined = new float[2 * left.length];

    for (int i = 0; i < left.length; i++) {
      combined[i] = (left[i] + right[i]) / 2;
      combined[left.length + i] = Math.abs(left[i] - right[i]) / 2;
    }

    return combined;
  }

  /**
   * Computes the embedding of one channel of a song.
   *
   * @return by {@code model.pooling}: lda, see {@link LinearDiscriminant}; head, the mean over
   *     patches of the head's outputs scaled to length 1; mean-std, all means, then all standard
   *     deviations over the song's time, each {@code [channels][rows]}; flatten, the mean over
   *     patches of {@code [channels][rows][columns]}
   */
  float[] embed(MelSpectrogram spectrogram) {
    return switch (settings.model().pooling()) {
      case LDA -> project(spectrogram);
      case HEAD -> meanHead(spectrogram);
      case MEAN_STD, FLATTEN -> pooledCode(spectrogram);
    };
  }

  private float[] project(MelSpectrogram spectrogram) {
    if (discriminant == null) {
      throw new ModelMismatchException(
          "The model has no discriminant analysis, which model.pooling = lda needs; train it with"
              + " this setting.");
    }

    float[][] patches = discriminantInputs(spectrogram);
    double[] sums = new double[patches[0].length];

    for (float[] patch : patches) {
      for (int d = 0; d < sums.length; d++) {
        sums[d] += patch[d];
      }
    }

    return discriminant.project(means(sums, patches.length));
  }

  /** Length of a vector of {@link #discriminantInputs}. */
  public int discriminantInputSize() {
    int[] shape = ConvolutionalAutoencoder.codeShape(settings);
    int code = 2 * shape[0] * shape[1];
    int described = PatchStatistics.size(settings.features().nMels());
    return switch (settings.model().ldaInput()) {
      case BOTH -> code + described;
      case CODE -> code;
      case STATISTICS -> described;
    };
  }

  /**
   * The vectors that the discriminant analysis is fitted to, and projects.
   *
   * @return for each patch by {@code model.lda-input}: the means of its code over its columns, then
   *     the standard deviations, each {@code [channels][rows]}; {@link PatchStatistics}; or both
   */
  public float[][] discriminantInputs(MelSpectrogram spectrogram) {
    return switch (settings.model().ldaInput()) {
      case BOTH -> join(poolPatches(spectrogram), describePatches(spectrogram));
      case CODE -> poolPatches(spectrogram);
      case STATISTICS -> describePatches(spectrogram);
    };
  }

  private static float[][] join(float[][] left, float[][] right) {
    float[][] joined = new float[left.length][];

    for (int i = 0; i < joined.length; i++) {
      joined[i] = Arrays.copyOf(left[i], left[i].length + right[i].length);
      System.arraycopy(right[i], 0, joined[i], left[i].length, right[i].length);
    }

    return joined;
  }

  private float[][] describePatches(MelSpectrogram spectrogram) {
    int width = settings.model().patchColumns();
    int[] starts = spectrogram.patchStarts(width);
    float[] patch = new float[spectrogram.nMels() * width];
    float[][] described = new float[starts.length][];

    for (int i = 0; i < starts.length; i++) {
      spectrogram.copyPatch(starts[i], width, patch, 0);
      described[i] = statistics.compute(patch);
    }

    return described;
  }

  /**
   * Pools the codes of a song's patches over time.
   *
   * @return for each patch the means over its columns, then the standard deviations, each {@code
   *     [channels][rows]}
   */
  float[][] poolPatches(MelSpectrogram spectrogram) {
    int[] shape = ConvolutionalAutoencoder.codeShape(settings);
    int[] starts = spectrogram.patchStarts(settings.model().patchColumns());
    float[][] pooled = new float[starts.length][];

    for (int from = 0; from < starts.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(starts, from, Math.min(starts.length, from + BATCH));
      INDArray input = input(spectrogram, batch);
      float[] codes =
          copyAndClose(input, ConvolutionalAutoencoder.encode(network, settings, input));

      for (int i = 0; i < batch.length; i++) {
        pooled[from + i] = poolColumns(codes, i, shape[0] * shape[1], shape[2]);
      }
    }

    return pooled;
  }

  /** Pools the code of the patch that is at a place in a batch. */
  private static float[] poolColumns(float[] codes, int place, int rows, int columns) {
    double[] sums = new double[rows];
    double[] squares = new double[rows];

    for (int r = 0; r < rows; r++) {
      int at = (place * rows + r) * columns;

      for (int i = at; i < at + columns; i++) {
        sums[r] += codes[i];
        squares[r] += (double) codes[i] * codes[i];
      }
    }

    return meansAndDeviations(sums, squares, columns);
  }

  private float[] meanHead(MelSpectrogram spectrogram) {
    double[] sums = new double[ConvolutionalAutoencoder.HEAD_SIZE];
    int[] starts = spectrogram.patchStarts(settings.model().patchColumns());

    for (int from = 0; from < starts.length; from += BATCH) {
      int to = Math.min(starts.length, from + BATCH);

      for (double[] head : projectHead(spectrogram, Arrays.copyOfRange(starts, from, to))) {
        for (int d = 0; d < sums.length; d++) {
          sums[d] += head[d];
        }
      }
    }

    return means(sums, starts.length);
  }

  private float[] pooledCode(MelSpectrogram spectrogram) {
    int[] shape = ConvolutionalAutoencoder.codeShape(settings);
    boolean flatten = settings.model().pooling() == ModelSettings.Pooling.FLATTEN;
    int cells = shape[0] * shape[1] * (flatten ? shape[2] : 1);
    double[] sums = new double[cells];
    double[] squares = new double[cells];
    int[] starts = spectrogram.patchStarts(settings.model().patchColumns());

    for (int start : starts) {
      float[] code = encode(spectrogram, start);
      int step = code.length / cells;

      for (int i = 0; i < code.length; i++) {
        sums[i / step] += code[i];
        squares[i / step] += (double) code[i] * code[i];
      }
    }

    double count = (double) starts.length * (flatten ? 1 : shape[2]);
    return flatten ? means(sums, count) : meansAndDeviations(sums, squares, count);
  }

  /**
   * Computes the code of one patch.
   *
   * @param firstColumn first column of the patch in the song
   * @return {@code [channels][rows][columns]}
   */
  public float[] encode(MelSpectrogram spectrogram, int firstColumn) {
    INDArray input = input(spectrogram, firstColumn);
    return copyAndClose(input, ConvolutionalAutoencoder.encode(network, settings, input));
  }

  /**
   * Computes the projection head's outputs for some patches, each scaled to length 1, as the loss
   * depends on directions only.
   *
   * @param firstColumns first columns of the patches in the song
   * @return {@code [patches][64]}
   * @throws IllegalArgumentException if the network has no head: {@code training.contrast} is 0
   */
  public double[][] projectHead(MelSpectrogram spectrogram, int[] firstColumns) {
    INDArray input = input(spectrogram, firstColumns);
    float[] values = copyAndClose(input, ConvolutionalAutoencoder.projectHead(network, input));
    double[][] heads = new double[firstColumns.length][ConvolutionalAutoencoder.HEAD_SIZE];

    for (int i = 0; i < heads.length; i++) {
      int offset = i * heads[i].length;
      double squares = 0;

      for (int d = 0; d < heads[i].length; d++) {
        squares += (double) values[offset + d] * values[offset + d];
      }

      double length = Math.max(Float.MIN_NORMAL, Math.sqrt(squares));

      for (int d = 0; d < heads[i].length; d++) {
        heads[i][d] = values[offset + d] / length;
      }
    }

    return heads;
  }

  /**
   * Reconstructs one patch from its code.
   *
   * @param firstColumn first column of the patch in the song
   * @return {@code [nMels][patchColumns]} in [0, 1]
   */
  public float[] reconstruct(MelSpectrogram spectrogram, int firstColumn) {
    INDArray input = input(spectrogram, firstColumn);
    return copyAndClose(input, ConvolutionalAutoencoder.reconstruct(network, input));
  }

  @Override
  public void close() {
    NativeAcceleration.free(network);
  }

  private INDArray input(MelSpectrogram spectrogram, int... firstColumns) {
    int width = settings.model().patchColumns();
    int pixels = spectrogram.nMels() * width;
    float[] patches = new float[firstColumns.length * pixels];

    for (int i = 0; i < firstColumns.length; i++) {
      spectrogram.copyPatch(firstColumns[i], width, patches, i * pixels);
    }

    return Nd4j.create(
        patches, new long[] {firstColumns.length, 1, spectrogram.nMels(), width}, 'c');
  }

  /** Copies a result to the heap and frees both arrays, unless they are views. */
  private static float[] copyAndClose(INDArray input, INDArray result) {
    float[] values = NativeArrays.floats(result);

    for (INDArray array : new INDArray[] {result, input}) {
      if (array.closeable()) {
        array.close();
      }
    }

    return values;
  }

  private static float[] means(double[] sums, double count) {
    float[] means = new float[sums.length];

    for (int i = 0; i < sums.length; i++) {
      means[i] = (float) (sums[i] / count);
    }

    return means;
  }

  private static float[] meansAndDeviations(double[] sums, double[] squares, double count) {
    int n = sums.length;
    float[] embedding = new float[2 * n];

    for (int i = 0; i < n; i++) {
      double mean = sums[i] / count;
      embedding[i] = (float) mean;
      embedding[n + i] = (float) Math.sqrt(Math.max(0, squares[i] / count - mean * mean));
    }

    return embedding;
  }
}
