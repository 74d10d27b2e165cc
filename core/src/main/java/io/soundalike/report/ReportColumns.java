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
 * The songs as the page's script reads them: JSON of a column for each property, numbers as
 * little-endian integers in base64. Of 100,000 songs it takes some 20 MB.
 */
final class ReportColumns {

  /** Neighbours of each song in the page; all of them stand in the catalogue. */
  static final int NEIGHBOURS = 10;

  /** The run's own map. */
  private static final String OWN = "what the songs sound like";

  private static final int NOBODY = -1;
  private static final double SHORT = 65_535;
  private static final double BYTE = 255;

  private final List<ReportData.Track> tracks;
  private final Map<String, Object> columns = new LinkedHashMap<>();

  private ReportColumns(List<ReportData.Track> tracks) {
    this.tracks = tracks;
  }

  /** JSON that may stand in a page. */
  static String json(ReportData data) {
    ReportColumns page = new ReportColumns(data.tracks());
    page.songs();
    List<Map<String, Object>> maps = new ArrayList<>();
    maps.add(places(OWN, page.tracks));
    data.beside().forEach(map -> maps.add(places(map.label(), map.tracks(page.tracks))));
    page.columns.put("maps", maps);
    page.columns.put("excerpts", data.excerpts() ? ReportPage.EXCERPTS : "");
    page.neighbours(data.neighbours(), data.parts());
    page.columns.put("palette", Charts.COLOURS);
    page.columns.put(
        "medoids", data.clusters().stream().map(cluster -> cluster.profile().medoid()).toList());
    return ConfigValueFactory.fromMap(page.columns)
        .render(ConfigRenderOptions.concise())
        // No tag may end, and no comment begin, within a script.
        .replace("<", "\\u003c");
  }

  private void songs() {
    columns.put("songs", tracks.size());
    columns.put("title", tracks.stream().map(ReportData.Track::name).toList());
    words("artist", ReportData.Track::artist);
    words("album", ReportData.Track::album);
    words("key", ReportData.Track::key);
    String folder = commonFolder();
    columns.put("folder", folder);
    columns.put(
        "path", tracks.stream().map(track -> track.path().substring(folder.length())).toList());
    shorts("cluster", ReportData.Track::cluster);
    shorts("tempo", track -> (int) Math.round(10 * track.tempoBpm()));
    shorts("seconds", track -> (int) Math.round(Math.min(SHORT, track.seconds())));
  }

  /** What all paths begin with, up to a slash. */
  private String commonFolder() {
    String common = tracks.isEmpty() ? "" : tracks.get(0).path();

    for (ReportData.Track track : tracks) {
      int length = 0;
      int most = Math.min(common.length(), track.path().length());

      while (length < most && common.charAt(length) == track.path().charAt(length)) {
        length++;
      }

      common = common.substring(0, length);
    }

    return common.substring(0, common.lastIndexOf('/') + 1);
  }

  /** Each word once, and for each song which; the empty word for none. */
  private void words(String name, Function<ReportData.Track, @Nullable String> word) {
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

  /** From 0 to 65,535 in both directions by the same scale. */
  private static Map<String, Object> places(String name, List<ReportData.Track> tracks) {
    double left = tracks.stream().mapToDouble(ReportData.Track::x).min().orElse(0);
    double right = tracks.stream().mapToDouble(ReportData.Track::x).max().orElse(0);
    double bottom = tracks.stream().mapToDouble(ReportData.Track::y).min().orElse(0);
    double top = tracks.stream().mapToDouble(ReportData.Track::y).max().orElse(0);
    double scale = SHORT / Math.max(1e-9, Math.max(right - left, top - bottom));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("x", base64(shorts(tracks, t -> (int) Math.round(scale * (t.x() - left)))));
    map.put("y", base64(shorts(tracks, t -> (int) Math.round(scale * (top - t.y())))));
    map.put("width", Math.round(scale * (right - left)));
    map.put("height", Math.round(scale * (top - bottom)));
    return map;
  }

  private void neighbours(List<List<ReportData.Neighbour>> all, List<String> parts) {
    int most = Math.min(NEIGHBOURS, all.stream().mapToInt(List::size).max().orElse(0));
    double farthest =
        all.stream()
            .flatMap(List::stream)
            .mapToDouble(ReportData.Neighbour::distance)
            .max()
            .orElse(1);
    ByteBuffer who = buffer(4 * all.size() * most);
    ByteBuffer far = buffer(2 * all.size() * most);
    ByteBuffer why = buffer(all.size() * most * parts.size());

    for (List<ReportData.Neighbour> near : all) {
      for (int k = 0; k < most; k++) {
        ReportData.Neighbour neighbour =
            k < near.size()
                ? near.get(k)
                : new ReportData.Neighbour(NOBODY, 0, new float[parts.size()]);
        who.putInt(neighbour.index());
        far.putShort((short) Math.round(SHORT * neighbour.distance() / Math.max(1e-9, farthest)));

        for (float part : neighbour.parts()) {
          why.put((byte) Math.round(BYTE * Math.max(0, Math.min(1, part))));
        }
      }
    }

    columns.put("k", most);
    columns.put("parts", parts);
    columns.put("farthest", farthest);
    put("neighbour", who);
    put("distance", far);
    put("why", why);
  }

  private void shorts(String name, ToIntFunction<ReportData.Track> value) {
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
