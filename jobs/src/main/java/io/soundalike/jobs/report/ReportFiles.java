package io.soundalike.jobs.report;

import io.soundalike.audio.SignalQuality;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.DuplicateDetector;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.report.ReportData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Collects the files of the report: quarantined ones, copies, and those with remarks. */
final class ReportFiles {

  private static final int MAX_QUARANTINED = 1000;
  private static final int MAX_REMARKED = 1000;
  private static final int MAX_COPIES = 200;

  private final JobContext context;
  private final SongIndex index;
  private final RunTables tables;

  /** Position of each song in the report, by track id. */
  private final Map<String, Integer> positions;

  ReportFiles(
      JobContext context, SongIndex index, RunTables tables, Map<String, Integer> positions) {
    this.context = context;
    this.index = index;
    this.tables = tables;
    this.positions = positions;
  }

  ReportData.Files collect() throws IOException {
    Dataset<Row> unusable = LatestTracks.unusable(context);
    List<ReportData.Quarantined> quarantined =
        unusable.sort("path").limit(MAX_QUARANTINED).collectAsList().stream()
            .map(
                row ->
                    new ReportData.Quarantined(
                        row.getString(0), row.getString(1), row.getString(2)))
            .toList();
    long count = quarantined.size() < MAX_QUARANTINED ? quarantined.size() : unusable.count();
    List<ReportData.AudioIssue> remarked = remarked();
    return new ReportData.Files(
        quarantined,
        count,
        copies(),
        remarked.subList(0, Math.min(MAX_REMARKED, remarked.size())),
        remarked.size(),
        InventoryJob.latestOtherKinds(context));
  }

  private List<ReportData.AudioIssue> remarked() {
    List<ReportData.AudioIssue> remarked = new ArrayList<>();

    for (AudioFileRow file : tables.files()) {
      FeatureRow features = tables.features().get(RunTables.trackId(file));
      @Nullable SignalQuality quality =
          features == null ? null : FeatureRowMapper.quality(features);

      if (quality != null && !quality.remarks().isEmpty()) {
        String remarks = String.join("; ", quality.remarks());
        remarked.add(new ReportData.AudioIssue(file.getPath(), remarks));
      }
    }

    return remarked;
  }

  /** Groups of files with equal bytes, or whose songs are neighbours and the same recording. */
  private List<List<String>> copies() throws IOException {
    Map<String, List<String>> paths = new HashMap<>();
    tables
        .files()
        .forEach(
            file -> paths.put(RunTables.trackId(file), new ArrayList<>(List.of(file.getPath()))));
    equalFiles()
        .forEach(
            row -> {
              List<String> ofSong = paths.get(row.getString(0));

              if (ofSong != null) {
                ofSong.clear();
                ofSong.addAll(row.getList(1));
              }
            });
    int[] originals = originals();
    Map<Integer, List<String>> groups = new TreeMap<>();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      groups
          .computeIfAbsent(
              originals[Objects.requireNonNull(positions.get(id))], added -> new ArrayList<>())
          .addAll(Objects.requireNonNull(paths.get(id)));
    }

    return groups.values().stream().filter(group -> group.size() > 1).limit(MAX_COPIES).toList();
  }

  /** Track ids of several files, with their paths. */
  private List<Row> equalFiles() throws IOException {
    return context
        .catalogue()
        .audioFiles(context.spark(), context.runId())
        .filter(functions.col("fault").isNull())
        .groupBy("trackId")
        .agg(functions.sort_array(functions.collect_list("path")).as("paths"))
        .filter("size(paths) > 1")
        .collectAsList();
  }

  /** By position, the first position of the same recording; only neighbours are compared. */
  private int[] originals() {
    Distance timbre = SongDistance.rawComponent(Component.TIMBRE, index.collection());
    Map<String, Integer> indices = index.indices();
    int[] first = IntStream.range(0, positions.size()).toArray();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);

      for (NeighbourRow row : tables.neighbours().getOrDefault(id, List.of())) {
        int song = Objects.requireNonNull(indices.get(id));
        int other = Objects.requireNonNull(indices.get(row.getNeighbourId()));

        if (DuplicateDetector.areDuplicates(
            index.features().get(song).getSeconds(),
            index.features().get(other).getSeconds(),
            timbre.between(song, other))) {
          int a = root(first, Objects.requireNonNull(positions.get(id)));
          int b = root(first, Objects.requireNonNull(positions.get(row.getNeighbourId())));
          first[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }

    return IntStream.range(0, first.length).map(position -> root(first, position)).toArray();
  }

  private static int root(int[] first, int position) {
    int root = position;

    while (first[root] != root) {
      root = first[root];
    }

    return root;
  }
}
