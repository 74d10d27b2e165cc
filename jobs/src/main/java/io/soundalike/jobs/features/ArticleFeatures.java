package io.soundalike.jobs.features;

import io.soundalike.jobs.table.FeatureRow;
import java.util.List;

/** The columns of the article's first attempt as vectors, without the tonic, which is a name. */
public final class ArticleFeatures {

  private ArticleFeatures() {}

  /** The vectors {@code [songs][12]}, each column in its own unit. */
  public static float[][] of(List<FeatureRow> songs) {
    return songs.stream().map(ArticleFeatures::of).toArray(float[][]::new);
  }

  private static float[] of(FeatureRow row) {
    return new float[] {
      (float) row.getSeconds(),
      (float) row.getTempoBpm(),
      (float) row.getBeatDiffMeanSeconds(),
      (float) row.getBeatDiffStdSeconds(),
      (float) row.getRolloffMeanHz(),
      (float) row.getZcrMean(),
      (float) row.getZcrRange(),
      (float) row.getMelMean(),
      (float) row.getMelStd(),
      (float) row.getOnsetMean(),
      (float) row.getOnsetStd(),
      (float) row.getTonicZ()
    };
  }
}
