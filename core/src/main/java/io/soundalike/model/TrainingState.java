package io.soundalike.model;

/**
 * State of a training between two epochs, from which it resumes without a difference in results.
 *
 * @param model parameters after the last epoch, and measurements of all epochs
 * @param updater state of the updater in DL4J's order; empty if it has none
 * @param best parameters of the best epoch
 * @param bestEpoch number of the best epoch, from 1; 0 before the first
 * @param iterations number of steps of each worker
 */
public record TrainingState(
    TrainedModel model, float[] updater, float[] best, int bestEpoch, int iterations) {

  /** Number of finished epochs. */
  public int epoch() {
    return model.epochs().size();
  }

  /** The model of the best epoch. */
  public TrainedModel bestModel() {
    return model.withParameters(best);
  }
}
