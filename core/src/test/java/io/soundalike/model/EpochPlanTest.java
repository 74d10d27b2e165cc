package io.soundalike.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EpochPlanTest {

  @Test
  void everyPatchHasOnePosition() {
    EpochPlan plan = new EpochPlan(103, 3, 8, 7);

    assertThat(IntStream.range(0, 103).map(plan::position).sorted().toArray())
        .isEqualTo(IntStream.range(0, 103).toArray());
  }

  @Test
  void roundsAreFullAndTheLastIsDividedEvenly() {
    EpochPlan plan = new EpochPlan(103, 3, 8, 7);
    long[] patches = new long[plan.shares()];

    for (int i = 0; i < 103; i++) {
      patches[plan.share(plan.position(i))]++;
    }

    assertThat(plan.rounds()).isEqualTo(5);
    assertThat(patches).containsExactly(8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 3, 2, 2);
  }

  @Test
  void fewerPatchesThanWorkersLeaveWorkersIdle() {
    EpochPlan plan = new EpochPlan(2, 4, 8, 7);

    assertThat(plan.rounds()).isEqualTo(1);
    assertThat(IntStream.range(0, 2).map(i -> plan.share(plan.position(i))).sorted().toArray())
        .containsExactly(0, 1);
  }

  @Test
  void deserializedPlanIsTheSame() throws Exception {
    EpochPlan plan = new EpochPlan(1000, 2, 32, 42);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      plan.position(0); // computes the positions before serialization
      out.writeObject(plan);
    }

    assertThat(bytes.size()).isLessThan(300);

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      EpochPlan copy = (EpochPlan) in.readObject();

      for (int i = 0; i < 1000; i++) {
        assertThat(copy.position(i)).isEqualTo(plan.position(i));
      }
    }

    EpochPlan other = new EpochPlan(1000, 2, 32, 43);

    assertThat(IntStream.range(0, 1000).filter(i -> other.position(i) == plan.position(i)).count())
        .isLessThan(10);
  }

  @Test
  void theLastRoundHasAsManyStepsAsItsLargestShareNeeds() {
    EpochPlan plan = new EpochPlan(103, 3, 8, 7);

    // 24 patches a round; the last has 7: shares of 3, 2 and 2, and a step takes 2.
    assertThat(plan.rounds()).isEqualTo(5);
    assertThat(plan.steps(0, 4)).isEqualTo(4);
    assertThat(plan.steps(3, 4)).isEqualTo(4);
    assertThat(plan.steps(4, 4)).isEqualTo(2);
    assertThat(new EpochPlan(2, 4, 8, 7).steps(0, 4)).isEqualTo(1);
  }
}
