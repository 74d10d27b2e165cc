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
 * DL4J's parameter averaging, driven by an {@link EpochPlan}. The images of each round lie in
 * partitions of their own, one for each worker, already in batches; so an epoch is neither counted
 * nor split nor shuffled again by DL4J, nor kept. Results are added in the order of the workers,
 * not as they come in, so that the same workers give the same model; and each round's broadcast is
 * destroyed after it.
 */
final class OrderedAveraging extends ParameterAveragingTrainingMaster {

  private static final int AGGREGATION_DEPTH = 2;
  private static final int PREFETCHED_BATCHES = 0;

  private final EpochPlan plan;
  private @Nullable Broadcast<NetBroadcastTuple> network;

  OrderedAveraging(TrainingSettings training, EpochPlan plan) {
    super(
        true, // the updater's state is averaged too
        training.workers(),
        training.batchSizePerWorker(), // images in each DataSet
        training.batchSizePerWorker(),
        training.averagingFrequency(),
        AGGREGATION_DEPTH,
        PREFETCHED_BATCHES,
        Repartition.Never,
        RepartitionStrategy.Balanced,
        false); // no timings
    this.plan = plan;
  }

  /** Trains one epoch. */
  @Override
  public void executeTrainingMDS(SparkComputationGraph spark, JavaRDD<MultiDataSet> images) {
    for (int round = 0; round < plan.rounds(); round++) {
      doIteration(spark, ofRound(images, round), round, plan.rounds());
    }
  }

  private JavaRDD<MultiDataSet> ofRound(JavaRDD<MultiDataSet> images, int round) {
    return PartitionPruningRDD.create(images.rdd(), new OfRound(round, numWorkers)).toJavaRDD();
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
    List<Learned> inOrder =
        results
            .filter(result -> result.getParameters() != null) // of workers that had images
            .map(Learned::of)
            .collect();
    ComputationGraph trained = spark.getNetwork();
    trained
        .params()
        .assign(NativeArrays.row(mean(inOrder.stream().map(Learned::parameters).toList())));
    INDArray updater = trained.getUpdater().getStateViewArray();

    if (updater != null) {
      updater.assign(NativeArrays.row(mean(inOrder.stream().map(Learned::updater).toList())));
    }

    spark.setScore(inOrder.stream().mapToDouble(Learned::score).average().orElse(Double.NaN));
    ComputationGraphConfiguration configuration = trained.getConfiguration();
    configuration.setIterationCount(configuration.getIterationCount() + averagingFrequency);

    if (network != null) {
      network.destroy();
      network = null;
    }
  }

  /** The mean of arrays, added from the first to the last. */
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

  /** What a worker learned in a round, as plain values: DL4J's own result cannot travel. */
  private record Learned(float[] parameters, float[] updater, double score)
      implements Serializable {

    private static final long serialVersionUID = 1L;

    static Learned of(ParameterAveragingTrainingResult result) {
      return new Learned(
          NativeArrays.floats(result.getParameters()),
          NativeArrays.floats(result.getUpdaterState()),
          result.getScore());
    }
  }

  /** Whether a partition belongs to a round. */
  private static final class OfRound extends AbstractFunction1<Object, Object>
      implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int round;
    private final int workers;

    OfRound(int round, int workers) {
      this.round = round;
      this.workers = workers;
    }

    @Override
    public Object apply(Object partition) {
      return (Integer) partition / workers == round;
    }
  }
}
