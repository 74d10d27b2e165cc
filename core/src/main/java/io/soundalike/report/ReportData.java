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
 * Everything that the report shows.
 *
 * @param runId names the run
 * @param tracks in the order that all else refers to
 * @param parts names of what neighbours' distances are made of; empty if of one thing alone
 * @param neighbours of {@code tracks}, by index, nearest first
 * @param tree null where there is none
 * @param map how good the map is
 * @param beside the same songs on other maps
 * @param clusters in order of their numbers
 * @param epochs of the model's training
 * @param examples songs to be drawn in full
 * @param files what is to be said of the songs' files
 * @param evaluation what is known of how good the neighbours are; null if nobody has measured it
 * @param excerpts whether a file for each track lies in {@link ReportPage#EXCERPTS}
 * @param settings of the run, by key
 */
public record ReportData(
    String runId,
    List<Track> tracks,
    List<String> parts,
    List<List<Neighbour>> neighbours,
    @Nullable Tree tree,
    MapQuality map,
    List<OtherMap> beside,
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
   * @param key such as "B Minor"
   * @param cluster from 0
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

    /** "song - artist", or what of it is known. */
    public String label() {
      return artist != null ? name() + " - " + artist : name();
    }

    /** Its title, or else the name of its file. */
    public String name() {
      return title != null ? title : path.substring(path.lastIndexOf('/') + 1);
    }
  }

  /**
   * A song close to another.
   *
   * @param parts what the distance is made of, in order of the report's parts
   */
  public record Neighbour(int index, double distance, float[] parts) {}

  /**
   * The tree, its leaves songs or groups of songs.
   *
   * @param leaves songs of each leaf
   */
  public record Tree(Dendrogram dendrogram, List<List<Integer>> leaves) {}

  /**
   * How good the map is.
   *
   * @param divergence Kullback-Leibler, nats
   * @param landmarks songs that were laid out; 0 for all
   * @param changes songs that have come or gone since it was laid out
   * @param silhouette of the clusters; NaN if unknown
   * @param stability agreement of clusters from other seeds; NaN if unknown
   */
  public record MapQuality(
      double divergence, int landmarks, int changes, double silhouette, double stability) {}

  /**
   * Another map of the same songs.
   *
   * @param name as {@code map.beside} has it
   * @param x of {@code tracks}
   * @param y of {@code tracks}
   * @param divergence Kullback-Leibler, nats
   * @param agreement of its clusters with the report's: adjusted Rand index, 1 for the same
   */
  public record OtherMap(String name, double[] x, double[] y, double divergence, double agreement) {

    /** Its name for people. */
    public String label() {
      return name.equals(MapSettings.FEATURES) ? "the article's features" : "model " + name;
    }

    /** Tracks in their places on it. */
    List<Track> tracks(List<Track> tracks) {
      return IntStream.range(0, x.length)
          .mapToObj(song -> tracks.get(song).at(x[song], y[song]))
          .toList();
    }
  }

  /** A cluster and what it is; the profile's medoid is an index of {@code tracks}. */
  public record Cluster(int cluster, ClusterProfile profile) {}

  /**
   * A song drawn in full.
   *
   * @param spectrogram all of it
   * @param patch one image, {@code [nMels][width]} in [0, 1]
   * @param code of that image, {@code [channels][rows][columns]}
   * @param codeShape channels, rows, columns
   * @param reconstruction of that image, {@code [nMels][width]} in [0, 1]
   */
  public record Example(
      String label,
      MelSpectrogram spectrogram,
      float[] patch,
      float[] code,
      int[] codeShape,
      float[] reconstruction) {}

  /**
   * What is to be said of files.
   *
   * @param quarantined files that could not be used, the first of them
   * @param quarantinedCount all of them
   * @param copies files that hold the same recording
   * @param remarked files whose sound is not as it should be, the first of them
   * @param remarkedCount all of them
   */
  public record Files(
      List<Quarantined> quarantined,
      long quarantinedCount,
      List<List<String>> copies,
      List<Remarked> remarked,
      long remarkedCount) {}

  /** A song that is on the map, and what is wrong with its sound. */
  public record Remarked(String path, String remark) {}

  /** A file that could not be used, and why. */
  public record Quarantined(String path, String fault, String detail) {}

  /**
   * How often near songs are of one kind.
   *
   * @param label the kind, such as album
   * @param filters songs that are left out of lists, such as those of the same artist; empty if
   *     none
   * @param measured ours first, then what it is set beside
   */
  public record Evaluation(String label, String filters, List<Measured> measured) {}

  /**
   * How good one distance is.
   *
   * @param precisionAt1 share of songs whose nearest is of their kind
   * @param precisionAt5 share of such songs among the nearest five
   * @param map mean average precision, {@code low} to {@code high} its 95 % interval
   * @param hubness skewness of how often songs are neighbours
   */
  public record Measured(
      String distance,
      double precisionAt1,
      double precisionAt5,
      double map,
      double low,
      double high,
      double hubness) {}
}
