package io.soundalike.model;

/**
 * A training between two epochs: all that is needed to go on as if it had never stopped.
 *
 * @param model as the last epoch left it, with what every epoch measured
 * @param updater the updater's state, in DL4J's order; empty if it has none
 * @param best the parameters of the best epoch
 * @param bestEpoch from 1; 0 before the first
 * @param iterations steps that each worker has taken
 */
public record TrainingState(
    TrainedModel model, float[] updater, float[] best, int bestEpoch, int iterations) {

  /** Epochs that are over. */
  public int epoch() {
    return model.epochs().size();
  }

  /** The network worth keeping. */
  public TrainedModel bestModel() {
    return model.withParameters(best);
  }
}
