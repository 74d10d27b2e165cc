package io.soundalike.jobs.training;

import io.soundalike.model.EpochPlan;
import io.soundalike.nd4j.NativeArrays;
import io.soundalike.settings.TrainingSettings;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.RepartitionStrategy;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import scala.runtime.AbstractFunction1;

/**
 * DL4J's parameter averaging with a deterministic assignment of data, an {@link EpochPlan}. Each
 * worker of each round has one partition, already in batches, so that DL4J does not count, split,
 * shuffle or persist the data again. Results are averaged in the order of the workers rather than
 * in the order of arrival, so that repeated runs give the same model. Each round's broadcast is
 * destroyed after the round.
 */
final class OrderedAveraging extends ParameterAveragingTrainingMaster {

  private static final int AGGREGATION_DEPTH = 2;
  private static final int PREFETCHED_BATCHES = 0;

  private final EpochPlan plan;
  private @Nullable Broadcast<NetBroadcastTuple> network;

  OrderedAveraging(TrainingSettings training, EpochPlan plan) {
    super(
        true, // average the updater's state
        training.workers(),
        training.batchSizePerWorker(), // patches in each DataSet
        training.batchSizePerWorker(),
        training.averagingFrequency(),
        AGGREGATION_DEPTH,
        PREFETCHED_BATCHES,
        Repartition.Never,
        RepartitionStrategy.Balanced,
        false); // no timings
    this.plan = plan;
  }

  /** Trains one epoch, round by round. */
  @Override
  public void executeTrainingMDS(SparkComputationGraph spark, JavaRDD<MultiDataSet> batches) {
    for (int round = 0; round < plan.rounds(); round++) {
      doIteration(spark, ofRound(batches, round), round, plan.rounds());
    }
  }

  private JavaRDD<MultiDataSet> ofRound(JavaRDD<MultiDataSet> batches, int round) {
    return PartitionPruningRDD.create(batches.rdd(), new RoundFilter(round, numWorkers))
        .toJavaRDD();
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph spark) {
    ComputationGraph trained = spark.getNetwork();
    network =
        spark
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    trained.getConfiguration(),
                    trained.params(),
                    trained.getUpdater().getStateViewArray()));
    WorkerConfiguration configuration =
        new WorkerConfiguration(
            true,
            rddDataSetNumExamples,
            batchSizePerWorker,
            averagingFrequency,
            prefetchNumBatches,
            false);
    return new TrainingWorker(network, configuration);
  }

  @Override
  protected void processResults(
      SparkDl4jMultiLayer unused,
      SparkComputationGraph spark,
      JavaRDD<ParameterAveragingTrainingResult> results,
      int round,
      int rounds) {
    List<WorkerResult> ordered =
        results
            .filter(result -> result.getParameters() != null) // null for workers without data
            .map(WorkerResult::of)
            .collect();
    ComputationGraph trained = spark.getNetwork();
    trained
        .params()
        .assign(NativeArrays.row(mean(ordered.stream().map(WorkerResult::parameters).toList())));
    INDArray updater = trained.getUpdater().getStateViewArray();

    if (updater != null) {
      updater.assign(NativeArrays.row(mean(ordered.stream().map(WorkerResult::updater).toList())));
    }

    spark.setScore(ordered.stream().mapToDouble(WorkerResult::score).average().orElse(Double.NaN));
    ComputationGraphConfiguration configuration = trained.getConfiguration();
    // The last round may be shorter; Adam corrects its moments by this count.
    configuration.setIterationCount(
        configuration.getIterationCount() + plan.steps(round, averagingFrequency));

    if (network != null) {
      network.destroy();
      network = null;
    }
  }

  /** The mean of arrays, summed from the first to the last. */
  private static float[] mean(List<float[]> arrays) {
    float[] mean = new float[arrays.get(0).length];

    for (int i = 0; i < mean.length; i++) {
      double sum = 0;

      for (float[] array : arrays) {
        sum += array[i];
      }

      mean[i] = (float) (sum / arrays.size());
    }

    return mean;
  }

  /** A worker's result of one round as plain arrays; DL4J's own result is not serializable. */
  private record WorkerResult(float[] parameters, float[] updater, double score)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    static WorkerResult of(ParameterAveragingTrainingResult result) {
      return new WorkerResult(
          NativeArrays.floats(result.getParameters()),
          NativeArrays.floats(result.getUpdaterState()),
          result.getScore());
    }
  }

  /** Whether a partition belongs to a round. */
  private static final class RoundFilter extends AbstractFunction1<Object, Object>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int round;
    private final int workers;

    RoundFilter(int round, int workers) {
      this.round = round;
      this.workers = workers;
    }

    @Override
    public Object apply(Object partition) {
      return (Integer) partition / workers == round;
    }
  }
}
