package io.soundalike.nd4j;

import java.util.List;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Enables and checks oneDNN convolutions. Without them DL4J is ten times slower and reports
 * nothing. Each JVM needs three things: an {@code -onednn} native library, the property {@value
 * #PROPERTY} set to false, and the class {@link org.nd4j.nativeblas.Nd4jCpu}.
 */
public final class NativeAcceleration {

  /** DL4J's property, true by default; it must be false on the driver and on executors. */
  public static final String PROPERTY = "org.eclipse.deeplearning4j.helpers.disable";

  private NativeAcceleration() {}

  /** Sets the property. Must be called in each JVM before its first network. */
  public static void enable() {
    System.setProperty(PROPERTY, "false");
  }

  /**
   * Enables oneDNN and sets OpenMP to one thread for the calling thread. Spark's tasks are the
   * parallelism, and more OpenMP threads would only wait for each other. ND4J otherwise uses one
   * OpenMP thread per core in the thread that loads it, whatever {@code OMP_NUM_THREADS} is.
   */
  public static void useOneThread() {
    enable();
    Nd4j.getExecutioner(); // loads the library, which the next line needs
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  /**
   * Frees the arrays of a network, and what networks keep for the next step of the calling thread:
   * tasks run on changing threads, and each thread would keep its own. DL4J 1.0.0-M2's {@code
   * close()} frees the same but also collects the garbage of the whole heap twice, which takes
   * seconds on a full executor.
   */
  public static void free(ComputationGraph network) {
    Updater updater = network.getUpdater(false);
    free(network.params());
    free(network.getFlattenedGradients());
    free(updater == null ? null : updater.getStateViewArray());
    MemoryWorkspaceManager workspaces = Nd4j.getWorkspaceManager();
    List.copyOf(workspaces.getAllWorkspacesForCurrentThread())
        .forEach(workspaces::destroyWorkspace);
  }

  private static void free(@Nullable INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }

  /** Tells whether convolutions in this JVM run through oneDNN, by running a small one. */
  public static boolean isEnabled() {
    useOneThread();
    MultiLayerNetwork network = new MultiLayerNetwork(smallNetwork());
    network.init();
    network.output(Nd4j.zeros(DataType.FLOAT, 1, 1, 8, 8));
    return ((ConvolutionLayer) network.getLayer(0)).getHelper() != null;
  }

  private static MultiLayerConfiguration smallNetwork() {
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
