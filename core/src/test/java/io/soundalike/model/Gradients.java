package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soundalike.settings.Settings;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** Compares a network's gradients with finite differences, in double precision. */
final class Gradients {

  private static final double STEP = 1e-6;
  private static final int PARAMETERS = 80;

  private Gradients() {}

  /** Compares the gradients of 80 random parameters. */
  static void verify(Settings settings, INDArray patches, INDArray... labels) {
    ComputationGraphConfiguration exact = ConvolutionalAutoencoder.configuration(settings);
    exact.setDataType(DataType.DOUBLE);
    ComputationGraph network = new ComputationGraph(exact);
    network.init();
    MultiDataSet batch = new MultiDataSet(new INDArray[] {patches}, labels);
    network.setInputs(patches);
    network.setLabels(labels);
    network.computeGradientAndScore();
    INDArray gradient = network.getFlattenedGradients().dup();
    Random random = new Random(4);

    for (int i = 0; i < PARAMETERS; i++) {
      int parameter = random.nextInt((int) network.numParams());

      if (isRunningStatistic(network, parameter)) {
        continue;
      }

      double value = network.params().getDouble(parameter);
      double above = score(network, batch, parameter, value + STEP);
      double below = score(network, batch, parameter, value - STEP);
      network.params().putScalar(parameter, value);
      double expected = (above - below) / (2 * STEP);

      // The tolerance allows for ReLU and max pooling, which may switch within a step.
      assertThat(gradient.getDouble(parameter) / patches.size(0))
          .as("parameter %d", parameter)
          .isCloseTo(expected, within(1e-3 + 1e-3 * Math.abs(expected)));
    }
  }

  /** Whether a parameter is a running statistic of batch normalisation, which has no gradient. */
  private static boolean isRunningStatistic(ComputationGraph network, int parameter) {
    long end = 0;

    for (org.deeplearning4j.nn.graph.vertex.GraphVertex vertex : ordered(network)) {
      for (java.util.Map.Entry<String, INDArray> entry : vertex.paramTable(false).entrySet()) {
        end += entry.getValue().length();

        if (parameter < end) {
          return entry.getKey().equals("mean") || entry.getKey().equals("var");
        }
      }
    }

    throw new IllegalStateException("No parameter " + parameter);
  }

  private static java.util.List<org.deeplearning4j.nn.graph.vertex.GraphVertex> ordered(
      ComputationGraph network) {
    return java.util.Arrays.stream(network.topologicalSortOrder())
        .mapToObj(index -> network.getVertices()[index])
        .filter(vertex -> vertex.hasLayer() && vertex.getLayer().numParams() > 0)
        .toList();
  }

  private static double score(
      ComputationGraph network, MultiDataSet batch, int parameter, double value) {
    network.params().putScalar(parameter, value);
    return network.score(batch, true);
  }
}
