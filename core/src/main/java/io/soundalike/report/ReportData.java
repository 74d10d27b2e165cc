package io.soundalike.report;

import io.soundalike.clustering.Dendrogram;
import io.soundalike.features.MelSpectrogram;
import io.soundalike.model.TrainedModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the report shows.
 *
 * @param runId names the run
 * @param tracks in the order that neighbours and tree refer to
 * @param neighbours of {@code tracks}, by index
 * @param tree over {@code tracks}; null where there are too many to draw
 * @param divergence Kullback-Leibler divergence of the map, nats
 * @param epochs of the model's training
 * @param examples songs to be drawn in full
 * @param quarantined files that could not be used
 * @param evaluation what is known of how good the neighbours are; null if nobody has measured it
 * @param settings of the run, by key
 */
public record ReportData(
    String runId,
    List<Track> tracks,
    List<List<Neighbour>> neighbours,
    @Nullable Dendrogram tree,
    double divergence,
    List<TrainedModel.Epoch> epochs,
    List<Example> examples,
    List<Quarantined> quarantined,
    @Nullable Evaluation evaluation,
    Map<String, String> settings) {

  /**
   * A song on the map.
   *
   * @param cluster from 0
   */
  public record Track(
      String path,
      @Nullable String title,
      @Nullable String artist,
      double tempoBpm,
      String key,
      double x,
      double y,
      int cluster) {

    /** "song - artist", or what of it is known. */
    public String label() {
      String name = title != null ? title : path.substring(path.lastIndexOf('/') + 1);
      return artist != null ? name + " - " + artist : name;
    }
  }

  /** A song close to another: index and distance. */
  public record Neighbour(int index, double distance) {}

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
