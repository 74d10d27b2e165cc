package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.map.MapAndClusterJob;
import io.soundalike.report.Plural;
import java.io.IOException;
import java.util.Locale;

/** Stage 6: lays out the map, clusters it, and builds the dendrogram. */
final class MapStage implements Stage<MapAndClusterJob.Result> {

  @Override
  public String name() {
    return "map";
  }

  @Override
  public String description() {
    return "Makes the map, its clusters and the dendrogram.";
  }

  @Override
  public MapAndClusterJob.Result run(StageContext context) throws IOException {
    return MapAndClusterJob.run(context.job(), context.songs());
  }

  @Override
  public String summarize(StageContext context, MapAndClusterJob.Result result) {
    String layout =
        result.isKept()
            ? "earlier layout kept"
            : String.format(
                Locale.ROOT,
                "divergence %.3f after %s",
                result.divergence(),
                Plural.of(result.iterations(), "iteration"));
    String placed =
        result.placed() == 0 ? "" : ", " + Plural.of(result.placed(), "song") + " placed on it";
    return String.format(
        Locale.ROOT,
        "%s%s; %s, silhouette %.2f, mean adjusted Rand index over other seeds %.2f",
        layout,
        placed,
        Plural.of(result.clusters(), "cluster"),
        result.silhouette(),
        result.stability());
  }

  @Override
  public StagePlan plan(PlanContext context) {
    return context.resultsPlan(context.timings().estimateOfPairs(this, context.found()));
  }
}
