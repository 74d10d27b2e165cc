package io.soundalike.jobs.features;

import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.SongProgressListener;
import io.soundalike.jobs.table.FeatureOutcome;
import io.soundalike.jobs.table.FeatureRow;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.DoubleAccumulatorSource$;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;
import scala.collection.immutable.Map.Map1;

/**
 * Counters of what tasks have decoded, shown in Spark's metrics: {@code features.decodedSeconds} of
 * audio, {@code features.quarantined}, {@code features.unread}.
 */
record DecodingMetrics(
    DoubleAccumulator seconds, LongAccumulator quarantined, LongAccumulator unread)
    implements Serializable {

  static DecodingMetrics of(JobContext context) {
    SparkContext spark = context.spark().sparkContext();
    DoubleAccumulator seconds = spark.doubleAccumulator("features.decodedSeconds");
    DoubleAccumulatorSource$.MODULE$.register(
        spark, new Map1<>("features.decodedSeconds", seconds));
    return new DecodingMetrics(
        seconds,
        SongProgressListener.registerGauge(context, "features.quarantined"),
        SongProgressListener.registerGauge(context, "features.unread"));
  }

  /** Counts a song. */
  void add(FeatureRow row) {
    seconds.add(row.getSeconds());

    if (row.getOutcome().equals(FeatureOutcome.QUARANTINED)) {
      quarantined.add(1);
    } else if (row.getOutcome().equals(FeatureOutcome.UNREAD)) {
      unread.add(1);
    }
  }
}
