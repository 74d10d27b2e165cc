package io.soundalike.model;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdaDeltaUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adadelta with a learning rate, as in Keras: each step of DL4J's Adadelta is multiplied by the
 * rate. The running averages are of gradients and steps without the rate.
 *
 * <p>References: M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012;
 * tf.keras.optimizers.Adadelta
 */
final class Adadelta implements IUpdater {

  private static final long serialVersionUID = 1L;

  private final AdaDelta updater;
  private ISchedule schedule;

  Adadelta(double rho, double epsilon, ISchedule schedule) {
    this.updater = new AdaDelta(rho, epsilon);
    this.schedule = schedule;
  }

  @Override
  public long stateSize(long numParams) {
    return updater.stateSize(numParams);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
    return new ScaledUpdater(
        (AdaDeltaUpdater) updater.instantiate(viewArray, initializeViewArray), this);
  }

  @Override
  public GradientUpdater<?> instantiate(
      Map<String, INDArray> updaterState, boolean initializeStateArrays) {
    return new ScaledUpdater(
        (AdaDeltaUpdater) updater.instantiate(updaterState, initializeStateArrays), this);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // the interface's clone is DL4J's own, not Object's
  public IUpdater clone() {
    return new Adadelta(updater.getRho(), updater.getEpsilon(), schedule.clone());
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return schedule.valueAt(iteration, epoch);
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double learningRate, ISchedule newSchedule) {
    schedule = newSchedule;
  }

  /** DL4J stores the state of layers with equal updaters in one block, so equality matters. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Adadelta that
        && updater.equals(that.updater)
        && schedule.equals(that.schedule);
  }

  @Override
  public int hashCode() {
    return Objects.hash(updater, schedule);
  }

  /** DL4J's Adadelta, scaled by the learning rate. */
  private record ScaledUpdater(AdaDeltaUpdater delegate, Adadelta config)
      implements GradientUpdater<Adadelta> {

    @Override
    public Adadelta getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
      delegate.setState(stateMap, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
      return delegate.getState();
    }

    @Override
    public void setStateViewArray(
        INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
      delegate.setStateViewArray(viewArray, gradientShape, gradientOrder, initialize);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      delegate.applyUpdater(gradient, iteration, epoch);
      gradient.muli(config.getLearningRate(iteration, epoch));
    }
  }
}
