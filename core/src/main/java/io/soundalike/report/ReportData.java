package io.soundalike.report;

import io.soundalike.clustering.ClusterProfile;
import io.soundalike.clustering.Dendrogram;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.MapSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of the report.
 *
 * @param runId id of the run
 * @param tracks songs; indices elsewhere refer to this list
 * @param components names of the distance's components; empty if it has none
 * @param neighbours for each track its neighbours, nearest first
 * @param tree the dendrogram; null if there is none
 * @param map quality of the map
 * @param alternativeMaps other maps of the same songs
 * @param clusters by number
 * @param epochs epochs of the model's training
 * @param examples songs whose spectrogram, code and reconstruction are shown
 * @param files problems and duplicates among the files
 * @param evaluation quality of the neighbours; null if it was not measured
 * @param excerpts whether {@link ReportPage#EXCERPTS} holds an excerpt of each track
 * @param settings settings of the run, by key
 */
public record ReportData(
    String runId,
    List<Track> tracks,
    List<String> components,
    List<List<Neighbour>> neighbours,
    @Nullable Tree tree,
    MapQuality map,
    List<AlternativeMap> alternativeMaps,
    List<Cluster> clusters,
    List<TrainedModel.Epoch> epochs,
    List<Example> examples,
    Files files,
    @Nullable Evaluation evaluation,
    boolean excerpts,
    Map<String, String> settings) {

  /**
   * A song on the map.
   *
   * @param path URI of the file
   * @param seconds length
   * @param tempoBpm tempo, one decimal; 0 without beats
   * @param key key signature, such as "B Minor"
   * @param x coordinate on the map
   * @param y coordinate on the map
   * @param cluster number from 0
   */
  public record Track(
      String path,
      @Nullable String title,
      @Nullable String artist,
      @Nullable String album,
      double seconds,
      double tempoBpm,
      String key,
      double x,
      double y,
      int cluster) {

    Track at(double otherX, double otherY) {
      return new Track(path, title, artist, album, seconds, tempoBpm, key, otherX, otherY, cluster);
    }

    /** "title - artist", or the name alone if the artist is unknown. */
    public String label() {
      return artist != null ? name() + " - " + artist : name();
    }

    /** The title, or the file name if there is none. */
    public String name() {
      return title != null ? title : path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * A neighbour of a song.
   *
   * @param index of the neighbour in {@code tracks}
   * @param distance to it
   * @param componentDistances distance by each of the report's components, in [0, 1]
   */
  public record Neighbour(int index, double distance, float[] componentDistances) {}

  /**
   * The dendrogram; a leaf is a song or a group of songs.
   *
   * @param dendrogram the tree
   * @param leaves for each leaf, the indices of its songs
   */
  public record Tree(Dendrogram dendrogram, List<List<Integer>> leaves) {}

  /**
   * Quality of the map.
   *
   * @param divergence Kullback-Leibler divergence in nats
   * @param landmarks number of songs that t-SNE laid out; 0 if it laid out all
   * @param changes number of songs added or removed since the layout
   * @param silhouette silhouette of the clusters, from -1 to 1; NaN if unknown
   * @param stability mean adjusted Rand index of clusterings from other seeds; NaN if unknown
   */
  public record MapQuality(
      double divergence, int landmarks, int changes, double silhouette, double stability) {}

  /**
   * Another map of the same songs.
   *
   * @param name {@code features} or a model id, as in {@code map.alternatives}
   * @param x coordinates of {@code tracks}
   * @param y coordinates of {@code tracks}
   * @param divergence Kullback-Leibler divergence in nats
   * @param agreement adjusted Rand index of its clusters and the report's, 1 for equal clusters
   */
  public record AlternativeMap(
      String name, double[] x, double[] y, double divergence, double agreement) {

    /** The name shown on the page. */
    public String label() {
      return name.equals(MapSettings.FEATURES) ? "the article's features" : "model " + name;
    }

    /** Copies of tracks with their coordinates on this map. */
    List<Track> tracks(List<Track> tracks) {
      return IntStream.range(0, x.length)
          .mapToObj(song -> tracks.get(song).at(x[song], y[song]))
          .toList();
    }
  }

  /**
   * A cluster.
   *
   * @param cluster number from 0
   * @param profile its description; the medoid is an index of {@code tracks}
   */
  public record Cluster(int cluster, ClusterProfile profile) {}

  /**
   * An example of what the network reads and computes.
   *
   * @param label of the song
   * @param spectrogram of the song
   * @param patch one patch of it, {@code [nMels][width]} in [0, 1]
   * @param code of the patch, {@code [channels][rows][columns]}
   * @param codeShape channels, rows, columns
   * @param reconstruction of the patch, {@code [nMels][width]} in [0, 1]
   */
  public record Example(
      String label,
      MelSpectrogram spectrogram,
      float[] patch,
      float[] code,
      int[] codeShape,
      float[] reconstruction) {}

  /**
   * Problems and duplicates among the files.
   *
   * @param quarantined the first of the quarantined files
   * @param quarantinedCount number of all quarantined files
   * @param copies groups of files that hold the same recording
   * @param audioIssues the first of the songs with audio issues
   * @param audioIssueCount number of all songs with audio issues
   * @param otherKinds number of audio files of kinds that are not read, by extension
   */
  public record Files(
      List<Quarantined> quarantined,
      long quarantinedCount,
      List<List<String>> copies,
      List<AudioIssue> audioIssues,
      long audioIssueCount,
      Map<String, Long> otherKinds) {}

  /**
   * A song on the map whose audio has an issue, such as clipping.
   *
   * @param path URI of the file
   * @param description of the issue
   */
  public record AudioIssue(String path, String description) {}

  /**
   * A file that cannot be used.
   *
   * @param path URI of the file
   * @param fault kind of fault, such as DAMAGED
   * @param detail a sentence for the operator
   */
  public record Quarantined(String path, String fault, String detail) {}

  /**
   * Retrieval quality of distances for one kind of label.
   *
   * @param label kind of label, such as album
   * @param filters songs left out of rankings, such as "same artist"; empty if none
   * @param distances metrics of the run's distance first, then of those it is compared with
   */
  public record Evaluation(String label, String filters, List<DistanceMetrics> distances) {}

  /**
   * Retrieval metrics of one distance.
   *
   * @param name of the distance
   * @param precisionAt1 mean precision of the nearest song
   * @param precisionAt5 mean precision of the nearest five songs
   * @param map mean average precision
   * @param low lower end of its 95 % interval
   * @param high upper end of its 95 % interval
   * @param hubness skewness of the number of neighbour lists that songs are in
   */
  public record DistanceMetrics(
      String name,
      double precisionAt1,
      double precisionAt5,
      double map,
      double low,
      double high,
      double hubness) {}
}
