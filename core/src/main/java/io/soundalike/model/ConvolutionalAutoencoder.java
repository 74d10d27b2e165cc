package io.soundalike.model;

import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.nd4j.NativeArrays;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import io.soundalike.settings.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
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
 * The article's convolutional autoencoder, with any number of levels. The encoder has 3 x 3
 * convolutions with ReLU, each followed by a 2 x 2 max pooling. The decoder has the same widths in
 * reverse order, each followed by an upsampling, and a last convolution to one channel with a
 * sigmoid. The loss is binary cross-entropy. Patches are {@code [1][nMels][patchColumns]} in [0,
 * 1]; batches are NCHW.
 *
 * <p>With {@code model.recurrence = lstm} a bidirectional LSTM runs over the columns of the last
 * pooling, and its output is the code, so that each column depends on the columns before and after
 * it.
 *
 * <p>With {@code model.batch-norm} the encoder's convolutions are batch-normalised. With {@code
 * training.contrast} above 0 the network has a second output, a projection head: two dense layers
 * on the code pooled over time ({@link TemporalPoolingVertex}) give 64 numbers that are trained by
 * {@link ContrastiveLoss}.
 *
 * <p>{@link Adadelta} uses the article's {@code rho .95} and {@code epsilon 1e-8}, and a learning
 * rate.
 *
 * <p>References:
 *
 * <ul>
 *   <li>J. Masci et al., Stacked convolutional auto-encoders for hierarchical feature extraction,
 *       ICANN 2011
 *   <li>S. Hochreiter, J. Schmidhuber, Long short-term memory, 1997
 *   <li>M. Schuster, K. Paliwal, Bidirectional recurrent neural networks, 1997
 *   <li>M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012
 *   <li>S. Ioffe, C. Szegedy, Batch normalization, ICML 2015
 *   <li>T. Chen et al., A simple framework for contrastive learning of visual representations, ICML
 *       2020
 *   <li>D. P. Kingma, J. Ba, Adam: a method for stochastic optimization, ICLR 2015
 * </ul>
 */
public final class ConvolutionalAutoencoder {

  private static final double ADADELTA_RHO = 0.95;
  private static final double ADADELTA_EPSILON = 1e-8;

  private static final String INPUT = "patch";
  private static final String POOLING = "pooling";
  private static final String RECTIFIER = "rectifier";
  private static final String COLUMNS = "columns";
  private static final String HEAD = "head";
  private static final String RECONSTRUCTION = "reconstruction";

  /** Width of the projection head's hidden layer, as in SimCLR between code and output. */
  private static final int HIDDEN = 128;

  /** Width of the projection head's output. */
  static final int HEAD_SIZE = 64;

  private ConvolutionalAutoencoder() {}

  /**
   * Shape of the code of one patch: channels, rows, columns.
   *
   * @return {@code [channels, nMels / 2^depth, patchColumns / 2^depth]}
   */
  public static int[] codeShape(Settings settings) {
    int depth = settings.model().channels().size();
    return new int[] {
      settings.model().channels().get(depth - 1),
      settings.features().nMels() >> depth,
      settings.model().patchColumns() >> depth
    };
  }

  /** Number of activations of the head's layers for one patch; 0 without contrast. */
  static int headActivations(Settings settings) {
    int[] shape = codeShape(settings);
    return settings.training().contrast() == 0 ? 0 : 2 * shape[0] * shape[1] + HIDDEN + HEAD_SIZE;
  }

  /** A new network with random weights from {@code training.seed}. */
  public static ComputationGraph create(Settings settings) {
    NativeAcceleration.useOneThread();
    ComputationGraph network = new ComputationGraph(configuration(settings));
    network.init();
    return network;
  }

  /**
   * Computes the codes of patches.
   *
   * @param patches {@code [batch][1][nMels][patchColumns]}
   * @return {@code [batch][channels][rows][columns]}, see {@link #codeShape}
   */
  static INDArray encode(ComputationGraph network, Settings settings, INDArray patches) {
    return activations(network, codeLayer(settings.model()), patches);
  }

  /**
   * Computes the projection head's outputs.
   *
   * @return {@code [batch][64]}, not normalised
   */
  static INDArray projectHead(ComputationGraph network, INDArray patches) {
    return activations(network, HEAD, patches);
  }

  /**
   * Reconstructs patches from their codes.
   *
   * @return in the shape of the patches, in [0, 1]
   */
  static INDArray reconstruct(ComputationGraph network, INDArray patches) {
    return activations(network, RECONSTRUCTION, patches);
  }

  private static INDArray activations(ComputationGraph network, String name, INDArray patches) {
    return network.output(List.of(name), false, new INDArray[] {patches}, null)[0];
  }

  /** A copy of a network's parameters, in DL4J's order of layers. */
  public static float[] parameters(ComputationGraph network) {
    return NativeArrays.floats(network.params());
  }

  /** A copy of the state of a network's updater; empty if it has none. */
  public static float[] updaterState(ComputationGraph network) {
    return NativeArrays.floats(network.getUpdater().getStateViewArray());
  }

  /**
   * Restores parameters, updater state and counters of a training in a new network.
   *
   * @throws ModelMismatchException if the state belongs to another network or updater
   */
  public static void restore(ComputationGraph network, TrainingState state) {
    setParameters(network, state.model());
    INDArray updater = network.getUpdater().getStateViewArray();

    if ((updater == null ? 0 : updater.length()) != state.updater().length) {
      throw new ModelMismatchException(
          String.format(
              Locale.ROOT,
              "Training %s has %d updater values, the settings describe an updater with %d",
              state.model().modelId(),
              state.updater().length,
              updater == null ? 0 : updater.length()));
    }

    if (updater != null) {
      updater.assign(NativeArrays.row(state.updater()));
    }

    network.getConfiguration().setIterationCount(state.iterations());
    network.getConfiguration().setEpochCount(state.epoch());
  }

  /**
   * Sets a network's parameters to those of a model.
   *
   * @throws ModelMismatchException if the numbers of parameters differ
   */
  static void setParameters(ComputationGraph network, TrainedModel model) {
    if (network.numParams() != model.parameters().length) {
      throw new ModelMismatchException(
          String.format(
              Locale.ROOT,
              "Model %s has %d parameters, the settings describe a network with %d",
              model.modelId(),
              model.parameters().length,
              network.numParams()));
    }

    network.setParams(NativeArrays.row(model.parameters()));
  }

  /** The network's layers, losses and updater. */
  public static ComputationGraphConfiguration configuration(Settings settings) {
    Chain chain =
        new Chain(
            new NeuralNetConfiguration.Builder()
                .seed(settings.training().seed())
                .weightInit(WeightInit.XAVIER_UNIFORM)
                .updater(updater(settings.training()))
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(
                    InputType.convolutional(
                        settings.features().nMels(), settings.model().patchColumns(), 1)),
            INPUT);
    addEncoder(chain, settings);
    List<String> outputs = new ArrayList<>(List.of(RECONSTRUCTION));

    if (settings.training().contrast() > 0) {
      addHead(chain, settings);
      outputs.add(HEAD);
    }

    addDecoder(chain, settings);
    return chain.graph.setOutputs(outputs.toArray(String[]::new)).build();
  }

  private static void addEncoder(Chain chain, Settings settings) {
    ModelSettings model = settings.model();

    for (int i = 0; i < model.channels().size(); i++) {
      // Pooling before normalisation takes a quarter of the work. Max pooling commutes with ReLU,
      // and with normalisation as long as gamma is not negative.
      chain.add(
          "convolution" + i,
          convolution(
              model.channels().get(i), model.batchNorm() ? Activation.IDENTITY : Activation.RELU));
      chain.add(
          POOLING + i,
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .kernelSize(2, 2)
              .stride(2, 2)
              .build());

      if (model.batchNorm()) {
        chain.add("normalisation" + i, normalisation());
        chain.add(RECTIFIER + i, new ActivationLayer.Builder().activation(Activation.RELU).build());
      }
    }

    if (model.recurrence() == ModelSettings.Recurrence.LSTM) {
      addRecurrence(chain, settings);
    }
  }

  /** Name of the layer whose output is the code. */
  private static String codeLayer(ModelSettings model) {
    if (model.recurrence() == ModelSettings.Recurrence.LSTM) {
      return COLUMNS;
    }

    return (model.batchNorm() ? RECTIFIER : POOLING) + (model.channels().size() - 1);
  }

  /** Half of the LSTM cells run forwards, half backwards, so that the code keeps its shape. */
  private static void addRecurrence(Chain chain, Settings settings) {
    int[] shape = codeShape(settings);
    LSTM lstm =
        new LSTM.Builder().nOut(shape[0] * shape[1] / 2).activation(Activation.TANH).build();
    chain.add("lstm", new Bidirectional(Bidirectional.Mode.CONCAT, lstm));
    chain.graph.inputPreProcessor("lstm", Reshape.toSequence(shape));
    chain.graph.addVertex(
        COLUMNS, new PreprocessorVertex(Reshape.toFeatureMaps(shape)), chain.last);
    chain.last = COLUMNS;
  }

  /** Adds the head as a branch from the code; the decoder follows the code, not the head. */
  private static void addHead(Chain chain, Settings settings) {
    double pixels = (double) settings.features().nMels() * settings.model().patchColumns();
    chain
        .graph
        .addVertex("pooled", new TemporalPoolingVertex(), codeLayer(settings.model()))
        .addLayer(
            "hidden",
            new DenseLayer.Builder().nOut(HIDDEN).activation(Activation.RELU).build(),
            "pooled")
        .addLayer(
            HEAD,
            // DL4J sums the reconstruction loss over pixels; the factor makes the weight one of
            // means.
            new OutputLayer.Builder(
                    new ContrastiveLoss(
                        settings.training().temperature(), settings.training().contrast() * pixels))
                .nOut(HEAD_SIZE)
                .activation(Activation.IDENTITY)
                .build(),
            "hidden");
  }

  private static void addDecoder(Chain chain, Settings settings) {
    ModelSettings model = settings.model();

    for (int i = model.channels().size() - 1; i >= 0; i--) {
      chain.add("deconvolution" + i, convolution(model.channels().get(i), Activation.RELU));
      chain.add("upsampling" + i, new Upsampling2D.Builder(2).build());
    }

    chain.add("pixels", convolution(1, Activation.IDENTITY));
    chain.add(
        RECONSTRUCTION,
        new CnnLossLayer.Builder(LossFunctions.LossFunction.XENT)
            .activation(Activation.SIGMOID)
            .build());
  }

  /**
   * DL4J keeps the logarithm of the deviation by default; the mean over workers would be that of
   * logarithms, which is far below the deviation of all their patches.
   */
  private static BatchNormalization normalisation() {
    BatchNormalization layer = new BatchNormalization.Builder().useLogStd(false).build();
    NonNegativeConstraint constraint = new NonNegativeConstraint();
    constraint.setParams(Set.of(BatchNormalizationParamInitializer.GAMMA));
    // The builder's constrainGamma has no effect in 1.0.0-M2.
    layer.setConstraints(List.of(constraint));
    return layer;
  }

  private static ConvolutionLayer convolution(int width, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(width)
        .stride(1, 1)
        .activation(activation)
        .dataFormat(CNN2DFormat.NCHW)
        .build();
  }

  /** A sequence of layers, each fed by the previous one. */
  private static final class Chain {

    private final ComputationGraphConfiguration.GraphBuilder graph;
    private String last;

    Chain(ComputationGraphConfiguration.GraphBuilder graph, String last) {
      this.graph = graph;
      this.last = last;
    }

    void add(String name, Layer layer) {
      graph.addLayer(name, layer, last);
      last = name;
    }
  }

  private static IUpdater updater(TrainingSettings training) {
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
