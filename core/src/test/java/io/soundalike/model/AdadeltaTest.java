package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.schedule.InverseSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class AdadeltaTest {

  private static final double RHO = 0.95;
  private static final double EPSILON = 1e-8;

  @Test
  void stepsAreThoseOfKeras() {
    Adadelta adadelta =
        new Adadelta(RHO, EPSILON, new InverseSchedule(ScheduleType.EPOCH, 0.5, 0.1, 1));
    INDArray state = Nd4j.zeros(1, adadelta.stateSize(1));
    GradientUpdater<?> updater = adadelta.instantiate(state, true);
    updater.setStateViewArray(state, new long[] {1, 1}, 'c', true);
    double squares = 0;
    double deltas = 0;

    for (int epoch = 0; epoch < 5; epoch++) {
      double gradient = 0.3 * (epoch + 1);
      INDArray step = Nd4j.createFromArray(new float[][] {{(float) gradient}});
      updater.applyUpdater(step, epoch, epoch);
      squares = RHO * squares + (1 - RHO) * gradient * gradient;
      double delta = gradient * Math.sqrt(deltas + EPSILON) / Math.sqrt(squares + EPSILON);
      deltas = RHO * deltas + (1 - RHO) * delta * delta;

      assertThat((double) step.getFloat(0))
          .isCloseTo(0.5 / (1 + 0.1 * epoch) * delta, within(1e-3 * delta));
    }
  }

  @Test
  void updatersOfEqualParametersAreEqual() {
    Adadelta adadelta =
        new Adadelta(RHO, EPSILON, new InverseSchedule(ScheduleType.EPOCH, 1, 0.1, 1));

    assertThat(adadelta.clone()).isEqualTo(adadelta).hasSameHashCodeAs(adadelta);
    assertThat(adadelta)
        .isNotEqualTo(
            new Adadelta(RHO, EPSILON, new InverseSchedule(ScheduleType.EPOCH, 1, 0.2, 1)));
  }
}
