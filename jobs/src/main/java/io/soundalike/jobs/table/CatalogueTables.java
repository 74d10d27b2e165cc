package io.soundalike.jobs.table;

/**
 * Names of all tables and files of a catalogue; {@code Catalogue} says where in it they lie.
 *
 * <p>Tables of runs, from {@link #PROXIMITY} on, and files lie in the folder of their run.
 */
public final class CatalogueTables {

  /** Files that each run found: {@link AudioFileRow}. */
  public static final String AUDIO_FILES = "audio_files";

  /** Files that an unfinished inventory has read so far: {@link AudioFileRow}. */
  public static final String AUDIO_FILES_READ = "audio_files_read";

  /** Analysed songs, by fingerprint: {@link FeatureRow}. */
  public static final String FEATURES = "features";

  /** Trained models. */
  public static final String MODELS = "models";

  /** Encoded songs, by model: {@link EmbeddingRow}. */
  public static final String EMBEDDINGS = "embeddings";

  /** Folders of single runs. */
  public static final String RUNS = "runs";

  /** Distances of each song from the reference set: {@link ProximityRow}. */
  public static final String PROXIMITY = "proximity";

  /** Nearest neighbours: {@link NeighbourRow}. */
  public static final String NEIGHBOURS = "neighbours";

  /** Points on the map: {@link MapPointRow}. */
  public static final String MAP_POINTS = "map_points";

  /** Clusters of the map: {@link ClusterRow}. */
  public static final String CLUSTERS = "clusters";

  /** Merges of the Ward tree: {@link MergeRow}. */
  public static final String DENDROGRAM = "dendrogram";

  /** Metrics of an evaluation: {@link EvaluationRow}. */
  public static final String EVALUATION = "evaluation";

  /** Recommended songs by listener: {@link RecommendationRow}. */
  public static final String RECOMMENDATIONS = "recommendations";

  /** Checkpoints of alternating least squares, deleted at its end. */
  public static final String ALS_CHECKPOINTS = "als";

  /** The report, a folder of files. */
  public static final String REPORT = "report";

  /** Settings of a run, written before its results. */
  public static final String SETTINGS_FILE = "settings.conf";

  /** What an inventory found and did not list. */
  public static final String INVENTORY_FILE = "inventory.json";

  /** The reference set that a run's distances were computed against. */
  public static final String DISTANCE_FILE = "distance.json";

  /** Quality of the map. */
  public static final String MAP_FILE = "map.json";

  /** An evaluation as one document. */
  public static final String EVALUATION_FILE = "evaluation.json";

  /** The manifest of a complete run, written last. */
  public static final String MANIFEST_FILE = "manifest.json";

  private CatalogueTables() {}

  /**
   * The points of a map.
   *
   * @param alternative the name of an alternative map; empty for the map of the run
   */
  public static String mapPoints(String alternative) {
    return alternative.isEmpty() ? MAP_POINTS : MAP_POINTS + "_" + alternative;
  }

  /**
   * The quality of a map.
   *
   * @param alternative the name of an alternative map; empty for the map of the run
   */
  public static String mapFile(String alternative) {
    return alternative.isEmpty() ? MAP_FILE : "map_" + alternative + ".json";
  }
}
