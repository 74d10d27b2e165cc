package io.soundalike.jobs.recommendation;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.settings.RecommendationSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Latent factors of songs and listeners, by MLlib's alternating least squares on implicit feedback.
 *
 * @param songs {@code [songs][rank]}, by index; null for songs without plays
 * @param listeners factors by id of the listener
 */
public record AlsFactors(float[][] songs, JavaPairRDD<Integer, float[]> listeners) {

  private static final Logger LOG = LoggerFactory.getLogger(AlsFactors.class);

  /** Iterations between checkpoints, which keep the lineage short enough for the stack. */
  private static final int CHECKPOINT_INTERVAL = 2;

  private static final StructType PLAYS =
      new StructType()
          .add("user", DataTypes.IntegerType)
          .add("item", DataTypes.IntegerType)
          .add("rating", DataTypes.FloatType);

  /**
   * Fits the factors to the plays. {@link #deleteCheckpoints} must be called once they are no
   * longer used.
   *
   * @param songCount number of songs in the catalogue
   */
  public static AlsFactors fit(JobContext context, JavaRDD<Listener> listeners, int songCount) {
    LOG.info("Fitting ALS factors of {} songs", songCount);
    RecommendationSettings settings = context.settings().recommend();
    String checkpoints =
        context.catalogue().ofRun(context.runId(), CatalogueTables.ALS_CHECKPOINTS);
    context.spark().sparkContext().setCheckpointDir(checkpoints);
    Dataset<Row> plays =
        context
            .spark()
            .createDataFrame(listeners.flatMap(listener -> rows(listener).iterator()), PLAYS);
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setRank(settings.rank())
            .setMaxIter(settings.iterations())
            .setRegParam(settings.regularisation())
            .setAlpha(settings.confidence())
            .setSeed(settings.seed())
            .setCheckpointInterval(CHECKPOINT_INTERVAL)
            .fit(plays);
    float[][] songs = new float[songCount][];
    model.itemFactors().collectAsList().forEach(row -> songs[row.getInt(0)] = factors(row));
    return new AlsFactors(
        songs,
        model.userFactors().javaRDD().mapToPair(row -> new Tuple2<>(row.getInt(0), factors(row))));
  }

  /** Deletes the checkpoints of {@link #fit}. */
  public static void deleteCheckpoints(JobContext context) throws IOException {
    context.catalogue().delete(context.runId(), CatalogueTables.ALS_CHECKPOINTS);
  }

  private static List<Row> rows(Listener listener) {
    List<Row> rows = new ArrayList<>();

    for (int i = 0; i < listener.songs().length; i++) {
      rows.add(RowFactory.create(listener.id(), listener.songs()[i], (float) listener.counts()[i]));
    }

    return rows;
  }

  private static float[] factors(Row row) {
    List<Float> values = row.getList(1);
    float[] factors = new float[values.size()];

    for (int d = 0; d < factors.length; d++) {
      factors[d] = values.get(d);
    }

    return factors;
  }
}
