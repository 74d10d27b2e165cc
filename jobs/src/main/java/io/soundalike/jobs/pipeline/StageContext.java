package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.model.TrainedModel;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of one run share: the request, and what earlier stages of the same run have
 * produced. What no stage of this run has produced is read from the catalogue, so that a stage can
 * also run alone.
 */
public final class StageContext {

  private final JobContext job;
  private final PipelineJob.Request request;
  private OptionalLong usableSongs = OptionalLong.empty();
  private @Nullable TrainedModel model;
  private @Nullable SongIndex songs;

  public StageContext(JobContext job, PipelineJob.Request request) {
    this.job = job;
    this.request = request;
  }

  /** Session, settings and catalogue. */
  public JobContext job() {
    return job;
  }

  /** What the operator asked for. */
  public PipelineJob.Request request() {
    return request;
  }

  /**
   * The model that this run has trained or chosen, otherwise the latest of these settings.
   *
   * @throws io.soundalike.jobs.execution.UserException if there is none
   */
  TrainedModel model() throws IOException {
    TrainedModel current = model;

    if (current == null) {
      current = ModelSelection.require(job);
      model = current;
    }

    return current;
  }

  /** Makes later stages use a model. */
  void setModel(TrainedModel trained) {
    this.model = trained;
  }

  /** The encoded songs of the latest inventory; collected on the first call. */
  SongIndex songs() throws IOException {
    SongIndex current = songs;

    if (current == null) {
      current = SongIndex.collect(job, model());
      songs = current;
    }

    return current;
  }

  /** Distinct songs of the inventory that are analysed; empty if nobody has counted them. */
  OptionalLong usableSongs() {
    return usableSongs;
  }

  /** Tells later stages how many distinct songs are analysed. */
  void setUsableSongs(long count) {
    this.usableSongs = OptionalLong.of(count);
  }
}
