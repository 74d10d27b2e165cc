package io.soundalike.model;

import java.util.Arrays;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reshapes activations between convolutions, {@code [batch][channels][rows][columns]}, and
 * recurrent layers, {@code [batch][channels * rows][columns]} with columns as time steps. Values
 * keep their order. DL4J's own preprocessors would take each patch for one time step.
 */
final class Reshape implements InputPreProcessor {

  private static final long serialVersionUID = 1L;

  private final long[] from;
  private final long[] to;

  /** Shapes without the batch. */
  private Reshape(long[] from, long[] to) {
    this.from = from.clone();
    this.to = to.clone();
  }

  /** From convolutions to recurrent layers. */
  static Reshape toSequence(int[] shape) {
    return new Reshape(featureMaps(shape), sequence(shape));
  }

  /** From recurrent layers to convolutions. */
  static Reshape toFeatureMaps(int[] shape) {
    return new Reshape(sequence(shape), featureMaps(shape));
  }

  private static long[] featureMaps(int[] shape) {
    return new long[] {shape[0], shape[1], shape[2]};
  }

  private static long[] sequence(int[] shape) {
    return new long[] {(long) shape[0] * shape[1], shape[2]};
  }

  @Override
  public INDArray preProcess(INDArray input, int miniBatchSize, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATIONS, reshaped(input, to), 'c');
  }

  @Override
  public INDArray backprop(INDArray output, int miniBatchSize, LayerWorkspaceMgr workspaces) {
    return workspaces.dup(ArrayType.ACTIVATION_GRAD, reshaped(output, from), 'c');
  }

  private static INDArray reshaped(INDArray array, long[] shape) {
    long[] withBatch = new long[shape.length + 1];
    withBatch[0] = array.size(0);
    System.arraycopy(shape, 0, withBatch, 1, shape.length);
    return array.reshape('c', withBatch);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // the interface's clone is DL4J's own, not Object's
  public InputPreProcessor clone() {
    return new Reshape(from, to);
  }

  @Override
  public InputType getOutputType(InputType inputType) {
    return to.length == 3
        ? InputType.convolutional(to[1], to[2], to[0])
        : InputType.recurrent(to[0], to[1]);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      @Nullable INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
    return new Pair<>(maskArray, currentMaskState);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reshape that
        && Arrays.equals(from, that.from)
        && Arrays.equals(to, that.to);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + Arrays.hashCode(to);
  }
}
