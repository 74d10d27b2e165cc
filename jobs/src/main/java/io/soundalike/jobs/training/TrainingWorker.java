package io.soundalike.jobs.training;

import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** DL4J's worker, training in a thread of the {@link TrainingThreadPool}. */
final class TrainingWorker extends ParameterAveragingTrainingWorker {

  private static final long serialVersionUID = 1L;

  private transient @Nullable ExecutorService thread;

  TrainingWorker(Broadcast<NetBroadcastTuple> network, WorkerConfiguration configuration) {
    super(
        network, true /* average the updater's state */, configuration, List.of(), List.of(), null);
  }

  @Override
  public @Nullable ParameterAveragingTrainingResult processMinibatch(
      MultiDataSet batch, ComputationGraph network, boolean isLast) {
    ExecutorService acquired = thread == null ? TrainingThreadPool.acquireForTask() : thread;
    thread = acquired;
    return TrainingThreadPool.run(acquired, () -> super.processMinibatch(batch, network, isLast));
  }
}
