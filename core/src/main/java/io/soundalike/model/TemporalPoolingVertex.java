package io.soundalike.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Graph vertex that pools a code over time: from {@code [batch][channels][rows][columns]} the means
 * over columns, then the standard deviations, {@code [batch][2 * channels * rows]}.
 */
final class TemporalPoolingVertex extends GraphVertex {

  private static final long serialVersionUID = 1L;

  /** Added to variances, so that the gradient of a constant row is finite. */
  private static final double EPSILON = 1e-5;

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType dataType) {
    return new Vertex(graph, name, index, dataType);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    InputType.InputTypeConvolutional code = (InputType.InputTypeConvolutional) inputs[0];
    return InputType.feedForward(2 * code.getChannels() * code.getHeight());
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    InputType output = getOutputType(0, inputs);
    return new LayerMemoryReport.Builder("pooled", TemporalPoolingVertex.class, inputs[0], output)
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .build();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 1;
  }

  @Override
  public int maxVertexInputs() {
    return 1;
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // without state
  public GraphVertex clone() {
    return new TemporalPoolingVertex();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TemporalPoolingVertex;
  }

  @Override
  public int hashCode() {
    return TemporalPoolingVertex.class.hashCode();
  }

  /** The vertex at run time. */
  @SuppressWarnings(
      "overrides") // DL4J's base class declares an array where its interface has varargs
  private static final class Vertex extends BaseGraphVertex {

    private static final long serialVersionUID = 1L;

    Vertex(ComputationGraph graph, String name, int index, DataType dataType) {
      super(graph, name, index, null, null, dataType);
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
      INDArray code = inputs[0];
      long features = code.size(1) * code.size(2);
      INDArray pooled =
          workspaces.createUninitialized(
              ArrayType.ACTIVATIONS, code.dataType(), code.size(0), 2, features);
      INDArray mean = code.mean(3);
      pooled.tensorAlongDimension(0, 0, 2).assign(mean.reshape(code.size(0), features));
      pooled.tensorAlongDimension(1, 0, 2).assign(deviation(code).reshape(code.size(0), features));
      return pooled.reshape('c', code.size(0), 2 * features);
    }

    /**
     * With n columns of mean m and standard deviation s, {@code dm / dx = 1 / n} and {@code ds / dx
     * = (x - m) / (n s)}.
     */
    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean truncated, LayerWorkspaceMgr workspaces) {
      INDArray code = inputs[0];
      long columns = code.size(3);
      INDArray both = epsilon.dup('c').reshape('c', code.size(0), 2, code.size(1), code.size(2));
      INDArray ofMean = both.tensorAlongDimension(0, 0, 2, 3).div(columns);
      INDArray ofDeviation =
          both.tensorAlongDimension(1, 0, 2, 3).div(deviation(code).muli(columns));
      INDArray gradient = workspaces.dup(ArrayType.ACTIVATION_GRAD, code, 'c');
      int[] rest = {0, 1, 2};
      Broadcast.sub(gradient, code.mean(3), gradient, rest);
      Broadcast.mul(gradient, ofDeviation, gradient, rest);
      Broadcast.add(gradient, ofMean, gradient, rest);
      return new Pair<>(null, new INDArray[] {gradient});
    }

    private static INDArray deviation(INDArray code) {
      INDArray variance = code.var(false, 3);
      return Transforms.sqrt(variance.addi(EPSILON), false);
    }

    @Override
    public void setBackpropGradientsViewArray(@Nullable INDArray view) {
      if (view != null) {
        throw new IllegalArgumentException(
            "TemporalPoolingVertex has no parameters, got a gradient view");
      }
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArrays(
        INDArray[] masks, MaskState state, int minibatchSize) {
      return new Pair<>(null, state);
    }

    @Override
    public boolean hasLayer() {
      return false;
    }

    @Override
    public @Nullable Layer getLayer() {
      return null;
    }

    @Override
    public String toString() {
      return "TemporalPoolingVertex(" + getVertexName() + ")";
    }
  }
}
