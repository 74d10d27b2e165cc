package io.soundalike.jobs.report;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.features.Tempo;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.table.AudioFileRow;
import io.soundalike.jobs.table.CatalogueTables;
import io.soundalike.jobs.table.ClusterRow;
import io.soundalike.jobs.table.FeatureRow;
import io.soundalike.jobs.table.MapPointRow;
import io.soundalike.jobs.table.NeighbourRow;
import io.soundalike.neighbours.Distance;
import io.soundalike.neighbours.MutualProximity;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Converts the tables of a run to the data of the report. */
public final class ReportDataBuilder {

  private final JobContext context;
  private final RunTables tables;
  private final SongIndex index;
  private final Map<Component, MutualProximity> components;

  /** Position of each song in the report, by track id. */
  private final Map<String, Integer> positions = new HashMap<>();

  /** Index of each song in the song index, by track id. */
  private final Map<String, Integer> indices;

  ReportDataBuilder(JobContext context, SongIndex index, RunTables tables) throws IOException {
    this.context = context;
    this.tables = tables;
    this.index = index;
    this.components = index.components(context);
    tables.files().forEach(file -> positions.put(RunTables.trackId(file), positions.size()));
    this.indices = index.indices();
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

  /**
   * A song as the report shows it.
   *
   * @param features null if they are not known
   * @param point null if the song is on no map
   */
  public static ReportData.Track track(
      AudioFileRow file, @Nullable FeatureRow features, @Nullable MapPointRow point) {
    return new ReportData.Track(
        file.getPath(),
        file.getTitle(),
        file.getArtist(),
        file.getAlbum(),
        features == null ? 0 : features.getSeconds(),
        features == null ? 0 : Tempo.rounded(features.getTempoBpm()),
        features == null ? "" : features.getKeySignature(),
        point == null ? 0 : point.getX(),
        point == null ? 0 : point.getY(),
        point == null ? 0 : point.getCluster());
  }

  List<String> components() {
    return components.keySet().stream()
        .map(component -> component.name().toLowerCase(Locale.ROOT))
        .toList();
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
    float[] byComponent = new float[components.size()];
    int c = 0;

    for (Distance component : components.values()) {
      byComponent[c++] = (float) component.between(song, other);
    }

    return new ReportData.Neighbour(
        Objects.requireNonNull(positions.get(row.getNeighbourId())),
        row.getDistance(),
        byComponent);
  }

  /** The dendrogram, with leaves in the order of the report; null if there is none. */
  ReportData.@Nullable Tree tree() throws IOException {
    int maxLeaves = context.settings().report().dendrogramTracks();
    Dendrogram dendrogram = RunTables.dendrogram(context);

    if (dendrogram.merges().isEmpty() || maxLeaves < 2) {
      return null;
    }

    Dendrogram.Cut cut = dendrogram.cut(maxLeaves);
    List<List<Integer>> leaves = new ArrayList<>();
    IntStream.range(0, cut.tree().leaves()).forEach(leaf -> leaves.add(new ArrayList<>()));

    for (AudioFileRow file : tables.files()) {
      String id = RunTables.trackId(file);
      int leaf = Objects.requireNonNull(tables.points().get(id)).getLeaf();
      leaves.get(cut.leaf()[leaf]).add(Objects.requireNonNull(positions.get(id)));
    }

    // A leaf without songs: the dendrogram is of another inventory.
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

  /** The alternative maps of the settings that hold every song of the report. */
  List<ReportData.AlternativeMap> alternativeMaps() throws IOException {
    List<ReportData.AlternativeMap> maps = new ArrayList<>();

    for (String name : context.settings().map().alternatives()) {
      Map<String, MapPointRow> rows = RunTables.alternativeMap(context, name);
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
        .filter(row -> positions.containsKey(row.getMedoidId()))
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
    int medoid = Objects.requireNonNull(positions.get(row.getMedoidId()));
    return new ReportData.Cluster(
        row.getCluster(), new ClusterProfile(row.getSongs(), medoid, traits));
  }

  ReportData.Files files() throws IOException {
    return new ReportFiles(context, index, tables, positions).collect();
  }
}
