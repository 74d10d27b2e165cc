package io.soundalike.report;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The data that the page's script reads: a JSON object with a column for each property; numbers are
 * little-endian integers in base64. For 100,000 songs it has some 20 MB.
 */
final class ReportColumns {

  /** Largest number of neighbours of a song in the page; the catalogue holds all. */
  static final int NEIGHBOURS = 10;

  /** Name of the run's own map in the list of maps. */
  private static final String OWN = "the songs' distance";

  private static final int NO_SONG = -1;
  private static final double MAX_SHORT = 65_535;
  private static final double MAX_BYTE = 255;

  private final List<ReportData.Track> tracks;
  private final Map<String, Object> columns = new LinkedHashMap<>();

  private ReportColumns(List<ReportData.Track> tracks) {
    this.tracks = tracks;
  }

  /** Renders the JSON, escaped for a script element. */
  static String json(ReportData data) {
    ReportColumns page = new ReportColumns(data.tracks());
    page.addSongs();
    List<Map<String, Object>> maps = new ArrayList<>();
    maps.add(map(OWN, page.tracks));
    data.alternativeMaps()
        .forEach(other -> maps.add(map(other.label(), other.tracks(page.tracks))));
    page.columns.put("maps", maps);
    page.columns.put("excerpts", data.excerpts() ? ReportPage.EXCERPTS : "");
    page.addNeighbours(data.neighbours(), data.components());
    page.columns.put("palette", Charts.COLOURS);
    page.columns.put(
        "medoids", data.clusters().stream().map(cluster -> cluster.profile().medoid()).toList());
    return ConfigValueFactory.fromMap(page.columns)
        .render(ConfigRenderOptions.concise())
        // Keeps values from ending the script element or beginning a comment.
        .replace("<", "\\u003c");
  }

  private void addSongs() {
    columns.put("songs", tracks.size());
    columns.put("title", tracks.stream().map(ReportData.Track::name).toList());
    addWords("artist", ReportData.Track::artist);
    addWords("album", ReportData.Track::album);
    addWords("key", ReportData.Track::key);
    String folder = commonFolder();
    columns.put("folder", folder);
    columns.put(
        "path", tracks.stream().map(track -> track.path().substring(folder.length())).toList());
    addShorts("cluster", ReportData.Track::cluster);
    addShorts("tempo", track -> (int) Math.round(10 * track.tempoBpm()));
    addShorts("seconds", track -> (int) Math.round(Math.min(MAX_SHORT, track.seconds())));
  }

  /** The longest common prefix of all paths that ends with a slash. */
  private String commonFolder() {
    String common = tracks.isEmpty() ? "" : tracks.get(0).path();

    for (ReportData.Track track : tracks) {
      int length = 0;
      int limit = Math.min(common.length(), track.path().length());

      while (length < limit && common.charAt(length) == track.path().charAt(length)) {
        length++;
      }

      common = common.substring(0, length);
    }

    return common.substring(0, common.lastIndexOf('/') + 1);
  }

  /** Adds a column of words: each distinct word once, and its index for each song; null is "". */
  private void addWords(String name, Function<ReportData.Track, @Nullable String> word) {
    Map<String, Integer> index = new LinkedHashMap<>();
    int[] of = new int[tracks.size()];

    for (int i = 0; i < of.length; i++) {
      String text = word.apply(tracks.get(i));
      of[i] = index.computeIfAbsent(text == null ? "" : text, added -> index.size());
    }

    columns.put(name + "s", List.copyOf(index.keySet()));
    ByteBuffer bytes = buffer(4 * of.length);

    for (int value : of) {
      bytes.putInt(value);
    }

    put(name, bytes);
  }

  /** Coordinates of a map as integers from 0 to 65,535, both axes by the same scale. */
  private static Map<String, Object> map(String name, List<ReportData.Track> tracks) {
    double left = tracks.stream().mapToDouble(ReportData.Track::x).min().orElse(0);
    double right = tracks.stream().mapToDouble(ReportData.Track::x).max().orElse(0);
    double bottom = tracks.stream().mapToDouble(ReportData.Track::y).min().orElse(0);
    double top = tracks.stream().mapToDouble(ReportData.Track::y).max().orElse(0);
    double scale = MAX_SHORT / Math.max(1e-9, Math.max(right - left, top - bottom));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("x", base64(shorts(tracks, t -> (int) Math.round(scale * (t.x() - left)))));
    map.put("y", base64(shorts(tracks, t -> (int) Math.round(scale * (top - t.y())))));
    map.put("width", Math.round(scale * (right - left)));
    map.put("height", Math.round(scale * (top - bottom)));
    return map;
  }

  private void addNeighbours(List<List<ReportData.Neighbour>> all, List<String> components) {
    int k = Math.min(NEIGHBOURS, all.stream().mapToInt(List::size).max().orElse(0));
    double farthest =
        all.stream()
            .flatMap(List::stream)
            .mapToDouble(ReportData.Neighbour::distance)
            .max()
            .orElse(1);
    ByteBuffer neighbourIndices = buffer(4 * all.size() * k);
    ByteBuffer distances = buffer(2 * all.size() * k);
    ByteBuffer componentDistances = buffer(all.size() * k * components.size());

    for (List<ReportData.Neighbour> near : all) {
      for (int rank = 0; rank < k; rank++) {
        ReportData.Neighbour neighbour =
            rank < near.size()
                ? near.get(rank)
                : new ReportData.Neighbour(NO_SONG, 0, new float[components.size()]);
        neighbourIndices.putInt(neighbour.index());
        distances.putShort(
            (short) Math.round(MAX_SHORT * neighbour.distance() / Math.max(1e-9, farthest)));

        for (float component : neighbour.componentDistances()) {
          componentDistances.put((byte) Math.round(MAX_BYTE * Math.max(0, Math.min(1, component))));
        }
      }
    }

    columns.put("k", k);
    columns.put("components", components);
    columns.put("farthest", farthest);
    put("neighbour", neighbourIndices);
    put("distance", distances);
    put("componentDistances", componentDistances);
  }

  private void addShorts(String name, ToIntFunction<ReportData.Track> value) {
    put(name, shorts(tracks, value));
  }

  private static ByteBuffer shorts(
      List<ReportData.Track> tracks, ToIntFunction<ReportData.Track> value) {
    ByteBuffer bytes = buffer(2 * tracks.size());
    tracks.forEach(track -> bytes.putShort((short) value.applyAsInt(track)));
    return bytes;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void put(String name, ByteBuffer bytes) {
    columns.put(name, base64(bytes));
  }

  private static String base64(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(bytes.flip())).toString();
  }
}
