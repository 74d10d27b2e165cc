package io.soundalike.model;

import io.soundalike.settings.Settings;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * The article's network, to any depth: 3 x 3 convolutions with ReLU, each halved by a max pooling;
 * then the same widths backwards, each doubled; a last convolution to one channel under a sigmoid,
 * judged by binary cross-entropy. Images are {@code [1][nMels][patchFrames]} in [0, 1], batches
 * NCHW.
 *
 * <p>With {@code model.recurrence = lstm} a bidirectional LSTM reads the last pooling's columns
 * from left and from right, and what it puts out is the code: each column knows what came before it
 * and what comes after.
 *
 * <p>Adadelta follows the article's rule, {@code rho .95, epsilon 1e-8} and a learning rate: {@link
 * Adadelta}.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. Masci et al., Stacked convolutional auto-encoders for hierarchical feature extraction,
 *       ICANN 2011
 *   <li>S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997
 *   <li>M. Schuster, K. Paliwal, Bidirectional recurrent neural networks, 1997
 *   <li>M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012
 *   <li>D. P. Kingma, J. Ba, Adam: a method for stochastic optimization, ICLR 2015
 * </ul>
 */
public final class ConvolutionalAutoencoder {

  private static final double ADADELTA_RHO = 0.95;
  private static final double ADADELTA_EPSILON = 1e-8;

  private ConvolutionalAutoencoder() {}

  /** Layers of the encoder, up to the one that puts out the code. */
  public static int encoderLayers(Settings.Model model) {
    int recurrent = model.recurrence() == Settings.Recurrence.LSTM ? 1 : 0;
    return 2 * model.channels().size() + recurrent;
  }

  /**
   * Shape of the code of one image: channels, rows, columns.
   *
   * @return {@code [channels, nMels / 2^depth, patchFrames / 2^depth]}
   */
  public static int[] codeShape(Settings settings) {
    int depth = settings.model().channels().size();
    return new int[] {
      settings.model().channels().get(depth - 1),
      settings.features().nMels() >> depth,
      settings.model().patchFrames() >> depth
    };
  }

  /** A new network with random weights from {@code training.seed}. */
  public static MultiLayerNetwork create(Settings settings) {
    NativeAcceleration.useOneThread();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(settings));
    network.init();
    return network;
  }

  /** A copy of a network's parameters, in DL4J's order of layers. */
  public static float[] parameters(MultiLayerNetwork network) {
    return NativeArrays.floats(network.params());
  }

  /** A copy of what a network's updater remembers from step to step; empty if that is nothing. */
  public static float[] updaterState(MultiLayerNetwork network) {
    return NativeArrays.floats(network.getUpdater().getStateViewArray());
  }

  /**
   * Puts a new network where a training stood.
   *
   * @throws ModelMismatchException if the state is of another network
   */
  public static void restore(MultiLayerNetwork network, TrainingState state) {
    setParameters(network, state.model());
    INDArray updater = network.getUpdater().getStateViewArray();

    if ((updater == null ? 0 : updater.length()) != state.updater().length) {
      throw new ModelMismatchException(
          "Training %s is of another updater".formatted(state.model().modelId()));
    }

    if (updater != null) {
      updater.assign(NativeArrays.row(state.updater()));
    }

    network.getLayerWiseConfigurations().setIterationCount(state.iterations());
    network.setEpochCount(state.epoch());
  }

  /**
   * Gives a network the parameters of a model.
   *
   * @throws ModelMismatchException if it has another number of them
   */
  static void setParameters(MultiLayerNetwork network, TrainedModel model) {
    if (network.numParams() != model.parameters().length) {
      throw new ModelMismatchException(
          "Model %s has %d parameters, the settings describe a network of %d"
              .formatted(model.modelId(), model.parameters().length, network.numParams()));
    }

    network.setParams(NativeArrays.row(model.parameters()));
  }

  /** The network's layers and its rule of learning. */
  public static MultiLayerConfiguration configuration(Settings settings) {
    Settings.Model model = settings.model();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(settings.training().seed())
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .updater(updater(settings.training()))
            .convolutionMode(ConvolutionMode.Same)
            .list();

    for (int width : model.channels()) {
      layers.layer(convolution(width, Activation.RELU));
      layers.layer(
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .build());
    }

    if (model.recurrence() == Settings.Recurrence.LSTM) {
      addRecurrence(layers, settings);
    }

    for (int i = model.channels().size() - 1; i >= 0; i--) {
      layers.layer(convolution(model.channels().get(i), Activation.RELU));
      layers.layer(new Upsampling2D.Builder(2).build());
    }

    return layers
        .layer(convolution(1, Activation.IDENTITY))
        .layer(
            new CnnLossLayer.Builder(LossFunctions.LossFunction.XENT)
                .activation(Activation.SIGMOID)
                .build())
        .setInputType(InputType.convolutional(settings.features().nMels(), model.patchFrames(), 1))
        .build();
  }

  /** Half of the cells go forwards, half backwards, so that the code keeps its shape. */
  private static void addRecurrence(NeuralNetConfiguration.ListBuilder layers, Settings settings) {
    int[] shape = codeShape(settings);
    int index = encoderLayers(settings.model()) - 1;
    LSTM lstm =
        new LSTM.Builder().nOut(shape[0] * shape[1] / 2).activation(Activation.TANH).build();
    layers.layer(index, new Bidirectional(Bidirectional.Mode.CONCAT, lstm));
    layers.inputPreProcessor(index, Reshape.toSequence(shape));
    layers.inputPreProcessor(index + 1, Reshape.toImage(shape));
  }

  private static ConvolutionLayer convolution(int width, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(width)
        .stride(1, 1)
        .activation(activation)
        .dataFormat(CNN2DFormat.NCHW)
        .build();
  }

  private static IUpdater updater(Settings.Training training) {
    ISchedule schedule =
        switch (training.schedule()) {
          case INVERSE ->
              new InverseSchedule(ScheduleType.EPOCH, training.learningRate(), training.decay(), 1);
          case EXPONENTIAL ->
              new ExponentialSchedule(
                  ScheduleType.EPOCH, training.learningRate(), 1 - training.decay());
        };
    return switch (training.updater()) {
      case ADAM -> new Adam(schedule);
      case ADADELTA -> new Adadelta(ADADELTA_RHO, ADADELTA_EPSILON, schedule);
    };
  }
}
