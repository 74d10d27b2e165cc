package io.soundalike.model;

import io.soundalike.features.MelSpectrogram;
import io.soundalike.settings.Settings;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Encodes songs by a trained network, one image at a time, so that a song's embedding does not
 * depend on its neighbours in a batch. Holds native memory and scratch space: one instance for one
 * thread, closed by it.
 */
public final class Encoder implements AutoCloseable {

  private final Settings settings;
  private final MultiLayerNetwork network;
  private final float[] image;

  /**
   * @param model trained with the same features and model settings
   * @param settings those the features were made with
   * @throws ModelMismatchException if the model's parameters do not fit the settings
   */
  public Encoder(TrainedModel model, Settings settings) {
    this(restore(model, settings), settings);
  }

  /**
   * @param network as it is whenever it is asked; closed with this encoder
   */
  public Encoder(MultiLayerNetwork network, Settings settings) {
    this.settings = settings;
    this.network = network;
    this.image = new float[settings.features().nMels() * settings.model().patchFrames()];
  }

  /**
   * The network of a trained model, ready to compute.
   *
   * @throws ModelMismatchException if the model's parameters do not fit the settings
   */
  public static MultiLayerNetwork restore(TrainedModel model, Settings settings) {
    MultiLayerNetwork network = ConvolutionalAutoencoder.create(settings);

    ConvolutionalAutoencoder.setParameters(network, model);
    return network;
  }

  /**
   * The embedding of a song.
   *
   * @param channels one, or left and right, each encoded by the same network
   * @return of one channel its code, see {@link #embed(MelSpectrogram)}; of two the mean of both
   *     codes, then half of their difference without its sign: the same if the sides are changed
   */
  public float[] embed(List<MelSpectrogram> channels) {
    float[] left = embed(channels.get(0));

    if (channels.size() == 1) {
      return left;
    }

    float[] right = embed(channels.get(1));
    float[] both = new float[2 * left.length];

    for (int i = 0; i < left.length; i++) {
      both[i] = (left[i] + right[i]) / 2;
      both[left.length + i] = Math.abs(left[i] - right[i]) / 2;
    }

    return both;
  }

  /**
   * The code of one channel of a song.
   *
   * @return mean-std: first all means, then all standard deviations, over the song's time, each
   *     {@code [channels][rows]}; flatten: the mean over the song's images of {@code
   *     [channels][rows][columns]}
   */
  float[] embed(MelSpectrogram spectrogram) {
    int[] shape = ConvolutionalAutoencoder.codeShape(settings);
    boolean flatten = settings.model().pooling() == Settings.Pooling.FLATTEN;
    int cells = shape[0] * shape[1] * (flatten ? shape[2] : 1);
    double[] sums = new double[cells];
    double[] squares = new double[cells];
    int[] starts = spectrogram.patchStarts(settings.model().patchFrames());

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
   * The code of one image.
   *
   * @param firstFrame of the image in the song
   * @return {@code [channels][rows][columns]}
   */
  public float[] encode(MelSpectrogram spectrogram, int firstFrame) {
    int last = ConvolutionalAutoencoder.encoderLayers(settings.model()) - 1;

    INDArray input = input(spectrogram, firstFrame);
    network.setInput(input); // layers over time ask it for its batch
    return copyAndClose(input, network.activateSelectedLayers(0, last, input));
  }

  /**
   * What the network makes of one image and its code.
   *
   * @return {@code [nMels][patchFrames]} in [0, 1]
   */
  public float[] reconstruct(MelSpectrogram spectrogram, int firstFrame) {
    INDArray input = input(spectrogram, firstFrame);
    return copyAndClose(input, network.output(input));
  }

  @Override
  public void close() {
    network.close();
  }

  private INDArray input(MelSpectrogram spectrogram, int firstFrame) {
    int width = settings.model().patchFrames();
    spectrogram.copyPatch(firstFrame, width, image, 0);
    return Nd4j.createFromArray(image).reshape(1, 1, spectrogram.nMels(), width);
  }

  /** Copies out of native memory, and gives back what may be given back: views may not. */
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
