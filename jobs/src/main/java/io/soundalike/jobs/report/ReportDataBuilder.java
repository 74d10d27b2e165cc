package io.soundalike.jobs.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.audio.SignalQuality;
import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.features.FeatureRowMapper;
import io.soundalike.jobs.features.LatestTracks;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ClusterRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.DuplicateDetector;
import io.soundalike.neighbours.MutualProximity;
import io.soundalike.neighbours.SongDistance;
import io.soundalike.neighbours.SongDistance.Component;
import io.soundalike.report.ReportData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** The tables of a run as the report wants them. */
public final class ReportDataBuilder {

  private static final int MAX_QUARANTINED = 1000;
  private static final int MAX_REMARKED = 1000;
  private static final int MAX_COPIES = 200;

  private final JobContext context;
  private final RunTables tables;
  private final SongIndex compared;
  private final Map<Component, MutualProximity> parts;

  /** Place in the report of each song. */
  private final Map<String, Integer> places = new HashMap<>();

  /** Place among the compared songs of each song. */
  private final Map<String, Integer> indices;

  ReportDataBuilder(JobContext context, SongIndex compared, RunTables tables) throws IOException {
    this.context = context;
    this.tables = tables;
    this.compared = compared;
    this.parts = compared.parts(context);
    tables.files().forEach(file -> places.put(RunTables.trackId(file), places.size()));
    this.indices = compared.indices();
  }

  List<ReportData.Track> tracks() {
    return tables.files().stream()
        .map(
            file -> {
              String id = RunTables.trackId(file);
              return track(file, tables.features().get(id), tables.points().get(id));
            })
        .toList();
  }

  public static ReportData.Track track(
      AudioFileRow file, @Nullable FeatureRow features, @Nullable MapPointRow point) {
    return new ReportData.Track(
        file.getPath(),
        file.getTitle(),
        file.getArtist(),
        file.getAlbum(),
        features == null ? 0 : features.getSeconds(),
        features == null ? 0 : features.getTempoBpm(),
        features == null ? "" : features.getKeySignature(),
        point == null ? 0 : point.getX(),
        point == null ? 0 : point.getY(),
        point == null ? 0 : point.getCluster());
  }

  List<String> parts() {
    return parts.keySet().stream().map(part -> part.name().toLowerCase(Locale.ROOT)).toList();
  }

  List<List<ReportData.Neighbour>> neighbours() {
    return tables.files().stream()
        .map(
            file ->
                tables.neighbours().getOrDefault(RunTables.trackId(file), List.of()).stream()
                    .map(this::neighbour)
                    .toList())
        .toList();
  }

  private ReportData.Neighbour neighbour(NeighbourRow row) {
    int song = Objects.requireNonNull(indices.get(row.getTrackId()));
    int other = Objects.requireNonNull(indices.get(row.getNeighbourId()));
    float[] apart = new float[parts.size()];
    int p = 0;

    for (Distance part : parts.values()) {
      apart[p++] = (float) part.between(song, other);
    }

    return new ReportData.Neighbour(
        Objects.requireNonNull(places.get(row.getNeighbourId())), row.getDistance(), apart);
  }

  /** The tree, its leaves renumbered from the map's order to the report's. */
  ReportData.@Nullable Tree tree() throws IOException {
    int most = context.settings().report().dendrogramTracks();
    Dendrogram whole = RunTables.tree(context);

    if (whole.merges().isEmpty() || most < 2) {
      return null;
    }

    Dendrogram.Cut cut = whole.cut(most);
    List<List<Integer>> leaves = new ArrayList<>();
    IntStream.range(0, cut.tree().leaves()).forEach(leaf -> leaves.add(new ArrayList<>()));

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      int leaf = Objects.requireNonNull(tables.points().get(id)).getLeaf();
      leaves.get(cut.leaf()[leaf]).add(Objects.requireNonNull(places.get(id)));
    }

    // A map of other songs than the inventory's: there is no tree of these.
    return leaves.stream().anyMatch(List::isEmpty) ? null : new ReportData.Tree(cut.tree(), leaves);
  }

  ReportData.MapQuality map() throws IOException {
    Config config =
        context
            .catalogue()
            .latestConfigOfRuns(CatalogueTables.MAP_FILE, json -> true)
            .orElse(ConfigFactory.empty());
    return new ReportData.MapQuality(
        number(config, "divergence"),
        config.hasPath("landmarks") ? config.getInt("landmarks") : 0,
        config.hasPath("changes") ? config.getInt("changes") : 0,
        number(config, "silhouette"),
        number(config, "stability"));
  }

  /** The other maps that {@code map.alternatives} wants, as far as they hold every song of the report. */
  List<ReportData.AlternativeMap> beside() throws IOException {
    List<ReportData.AlternativeMap> maps = new ArrayList<>();

    for (String name : context.settings().map().alternatives()) {
      Map<String, MapPointRow> rows = RunTables.mapBeside(context, name);
      List<MapPointRow> points =
          tables.files().stream()
              .map(file -> rows.get(RunTables.trackId(file)))
              .filter(Objects::nonNull)
              .toList();
      Optional<Config> quality =
          context.catalogue().latestConfigOfRuns(CatalogueTables.mapFile(name), json -> true);

      if (points.size() == tables.files().size() && quality.isPresent()) {
        Config config = quality.get();
        maps.add(
            new ReportData.AlternativeMap(
                name,
                points.stream().mapToDouble(MapPointRow::getX).toArray(),
                points.stream().mapToDouble(MapPointRow::getY).toArray(),
                number(config, "divergence"),
                number(config, "agreement")));
      }
    }

    return maps;
  }

  private static double number(Config config, String key) {
    return config.hasPath(key) ? config.getDouble(key) : Double.NaN;
  }

  List<ReportData.Cluster> clusters() throws IOException {
    return RunTables.latest(context, CatalogueTables.CLUSTERS, ClusterRow.ENCODER, "map")
        .collectAsList()
        .stream()
        .filter(row -> places.containsKey(row.getMedoidId()))
        .sorted(Comparator.comparingInt(ClusterRow::getCluster))
        .map(this::cluster)
        .toList();
  }

  private ReportData.Cluster cluster(ClusterRow row) {
    List<ClusterProfile.Trait> traits =
        IntStream.range(0, row.getTraits().size())
            .mapToObj(
                i ->
                    new ClusterProfile.Trait(
                        row.getTraits().get(i),
                        row.getMeans()[i],
                        row.getOverall()[i],
                        row.getDeviations()[i]))
            .toList();
    int medoid = Objects.requireNonNull(places.get(row.getMedoidId()));
    return new ReportData.Cluster(
        row.getCluster(), new ClusterProfile(row.getSongs(), medoid, traits));
  }

  ReportData.Files files() throws IOException {
    Dataset<Row> unusable = LatestTracks.unusable(context);
    List<ReportData.Quarantined> shown =
        unusable.sort("path").limit(MAX_QUARANTINED).collectAsList().stream()
            .map(
                row ->
                    new ReportData.Quarantined(
                        row.getString(0), row.getString(1), row.getString(2)))
            .toList();
    long count = shown.size() < MAX_QUARANTINED ? shown.size() : unusable.count();
    List<ReportData.AudioIssue> remarked = remarked();
    return new ReportData.Files(
        shown,
        count,
        copies(),
        remarked.subList(0, Math.min(MAX_REMARKED, remarked.size())),
        remarked.size());
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

  /** Files of equal bytes, and those whose songs are neighbours and sound the same throughout. */
  private List<List<String>> copies() throws IOException {
    Map<String, List<String>> paths = new HashMap<>();
    tables
        .files()
        .forEach(
            file -> paths.put(RunTables.trackId(file), new ArrayList<>(List.of(file.getPath()))));
    equalFiles()
        .forEach(
            row -> {
              List<String> known = paths.get(row.getString(0));

              if (known != null) {
                known.clear();
                known.addAll(row.getList(1));
              }
            });
    int[] first = firstOfEach();
    Map<Integer, List<String>> groups = new TreeMap<>();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      groups
          .computeIfAbsent(
              first[Objects.requireNonNull(places.get(id))], added -> new ArrayList<>())
          .addAll(Objects.requireNonNull(paths.get(id)));
    }

    return groups.values().stream().filter(group -> group.size() > 1).limit(MAX_COPIES).toList();
  }

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

  /** For each place the first place of the same recording, as far as neighbours tell. */
  private int[] firstOfEach() {
    Distance timbre = SongDistance.rawComponent(Component.TIMBRE, compared.sounds());
    int[] first = IntStream.range(0, places.size()).toArray();

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);

      for (NeighbourRow row : tables.neighbours().getOrDefault(id, List.of())) {
        int song = Objects.requireNonNull(indices.get(id));
        int other = Objects.requireNonNull(indices.get(row.getNeighbourId()));

        if (DuplicateDetector.areDuplicates(
            compared.features().get(song).getSeconds(),
            compared.features().get(other).getSeconds(),
            timbre.between(song, other))) {
          int a = root(first, Objects.requireNonNull(places.get(id)));
          int b = root(first, Objects.requireNonNull(places.get(row.getNeighbourId())));
          first[Math.max(a, b)] = Math.min(a, b);
        }
      }
    }

    return IntStream.range(0, first.length).map(place -> root(first, place)).toArray();
  }

  private static int root(int[] first, int place) {
    int root = place;

    while (first[root] != root) {
      root = first[root];
    }

    return root;
  }
}
