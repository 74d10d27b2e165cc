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
 * Adadelta with a learning rate, as Keras has it and DL4J does not: each of Adadelta's steps is
 * multiplied by it. Both of Adadelta's averages are of steps without the rate.
 *
 * <p>References: M. D. Zeiler, ADADELTA: an adaptive learning rate method, 2012
 */
final class Adadelta implements IUpdater {

  private static final long serialVersionUID = 1L;

  private final AdaDelta rule;
  private ISchedule schedule;

  Adadelta(double rho, double epsilon, ISchedule schedule) {
    this.rule = new AdaDelta(rho, epsilon);
    this.schedule = schedule;
  }

  @Override
  public long stateSize(long numParams) {
    return rule.stateSize(numParams);
  }

  @Override
  public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
    return new Scaled((AdaDeltaUpdater) rule.instantiate(viewArray, initializeViewArray), this);
  }

  @Override
  public GradientUpdater<?> instantiate(
      Map<String, INDArray> updaterState, boolean initializeStateArrays) {
    return new Scaled(
        (AdaDeltaUpdater) rule.instantiate(updaterState, initializeStateArrays), this);
  }

  @Override
  @SuppressWarnings("MissingSuperCall") // the interface's clone is DL4J's own, not Object's
  public IUpdater clone() {
    return new Adadelta(rule.getRho(), rule.getEpsilon(), schedule.clone());
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

  /** DL4J keeps the state of layers of equal rules in one block. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Adadelta that
        && rule.equals(that.rule)
        && schedule.equals(that.schedule);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rule, schedule);
  }

  /** DL4J's Adadelta, then the learning rate. */
  private record Scaled(AdaDeltaUpdater updater, Adadelta config)
      implements GradientUpdater<Adadelta> {

    @Override
    public Adadelta getConfig() {
      return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
      updater.setState(stateMap, initialize);
    }

    @Override
    public Map<String, INDArray> getState() {
      return updater.getState();
    }

    @Override
    public void setStateViewArray(
        INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
      updater.setStateViewArray(viewArray, gradientShape, gradientOrder, initialize);
    }

    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
      updater.applyUpdater(gradient, iteration, epoch);
      gradient.muli(config.getLearningRate(iteration, epoch));
    }
  }
}
