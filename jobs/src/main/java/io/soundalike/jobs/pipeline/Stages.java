package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.map.MapAndClusterJob;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.report.RenderReportJob;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import java.util.List;

/** The registry of the pipeline's stages. */
public final class Stages {

  /** Lists songs and reads their tags. */
  public static final Stage<InventoryJob.Result> INVENTORY = new InventoryStage();

  /** Decodes and analyses songs. */
  public static final Stage<ExtractFeaturesJob.Result> FEATURES = new FeaturesStage();

  /** Trains the autoencoder. */
  public static final Stage<TrainAutoencoderJob.Result> TRAIN = new TrainStage();

  /** Encodes songs to embeddings. */
  public static final Stage<EncodeTracksJob.Result> ENCODE = new EncodeStage();

  /** Finds the nearest neighbours. */
  public static final Stage<FindNeighboursJob.Result> NEIGHBOURS = new NeighboursStage();

  /** Lays out the map and clusters it. */
  public static final Stage<MapAndClusterJob.Result> MAP = new MapStage();

  /** Renders the report. */
  public static final Stage<RenderReportJob.Result> REPORT = new ReportStage();

  /** All stages, in the order in which they run. */
  public static final List<Stage<?>> ALL =
      List.of(INVENTORY, FEATURES, TRAIN, ENCODE, NEIGHBOURS, MAP, REPORT);

  private Stages() {}
}
