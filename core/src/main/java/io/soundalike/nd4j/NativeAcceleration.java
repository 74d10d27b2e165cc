package io.soundalike.nd4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Switches on, and checks, oneDNN's convolutions, without which DL4J is ten times slower and says
 * nothing. Three things must hold in each JVM: an {@code -onednn} native library, the property
 * {@value #PROPERTY} set to false, and the class {@link org.nd4j.nativeblas.Nd4jCpu}.
 */
public final class NativeAcceleration {

  /** DL4J's property, true by default, to be false on driver and executors. */
  public static final String PROPERTY = "org.eclipse.deeplearning4j.helpers.disable";

  private NativeAcceleration() {}

  /** Sets the property; to be called in each JVM before its first network. */
  public static void switchOn() {
    System.setProperty(PROPERTY, "false");
  }

  /**
   * Switches on, and has the calling thread compute by itself: parallelism is Spark's tasks, and
   * OpenMP's threads would only wait for each other. ND4J sets their number to that of the cores in
   * the thread that loads it, whatever {@code OMP_NUM_THREADS} says.
   */
  public static void useOneThread() {
    switchOn();
    Nd4j.getExecutioner(); // loads the library, which the next line needs
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  /**
   * Gives back what networks keep for the next step of the calling thread: threads come and go with
   * tasks, and each would keep as much.
   */
  public static void freeWorkspaces() {
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  /** Whether a convolution of this JVM would run through oneDNN. */
  public static boolean isOn() {
    useOneThread();
    MultiLayerNetwork network = new MultiLayerNetwork(smallest());
    network.init();
    network.output(Nd4j.zeros(DataType.FLOAT, 1, 1, 8, 8));
    return ((ConvolutionLayer) network.getLayer(0)).getHelper() != null;
  }

  private static MultiLayerConfiguration smallest() {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(
            new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(3, 3)
                .nOut(1)
                .activation(Activation.RELU)
                .build())
        .layer(
            new CnnLossLayer.Builder(LossFunctions.LossFunction.XENT)
                .activation(Activation.SIGMOID)
                .build())
        .setInputType(InputType.convolutional(8, 8, 1))
        .build();
  }
}
