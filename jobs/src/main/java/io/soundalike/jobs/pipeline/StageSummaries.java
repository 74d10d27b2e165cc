package io.soundalike.jobs.pipeline;

import io.soundalike.jobs.embedding.EncodeTracksJob;
import io.soundalike.jobs.features.ExtractFeaturesJob;
import io.soundalike.jobs.inventory.InventoryJob;
import io.soundalike.jobs.map.MapAndClusterJob;
import io.soundalike.jobs.neighbours.FindNeighboursJob;
import io.soundalike.jobs.training.TrainAutoencoderJob;
import io.soundalike.model.TrainedModel;
import java.util.List;
import java.util.Locale;

/** What a stage has done, in a sentence for the operator. */
public final class StageSummaries {

  private StageSummaries() {}

  /** Of an inventory. */
  public static String of(InventoryJob.Result r) {
    return String.format(
        Locale.ROOT,
        "%d files found: %d read, %d unchanged, %d removed, %d unusable",
        r.found(),
        r.read(),
        r.unchanged(),
        r.removed(),
        r.unreadable());
  }

  /** Of decoding. */
  public static String of(ExtractFeaturesJob.Result r) {
    return r.decoded() + r.quarantined() + r.unread() == 0
        ? "every song is decoded already"
        : String.format(
            Locale.ROOT,
            "%d songs decoded, %d quarantined%s",
            r.decoded(),
            r.quarantined(),
            r.unread() == 0
                ? ""
                : String.format(Locale.ROOT, ", %d could not be read", r.unread()));
  }

  /** Of a map. */
  public static String of(MapAndClusterJob.Result r) {
    String map =
        r.isKept()
            ? "the map that was there stands"
            : String.format(
                Locale.ROOT, "divergence %.3f after %d iterations", r.divergence(), r.iterations());
    return String.format(
        Locale.ROOT,
        "%s%s; %d clusters, silhouette %.2f, the same from other seeds by %.2f",
        map,
        r.placed() == 0
            ? ""
            : String.format(Locale.ROOT, ", %d songs are placed on it", r.placed()),
        r.clusters(),
        r.silhouette(),
        r.stability());
  }

  /**
   * Of a training.
   *
   * @param songs that could be trained on now
   */
  public static String of(TrainAutoencoderJob.Result r, long songs) {
    String model = "model " + r.model().modelId();
    List<TrainedModel.Epoch> epochs = r.model().epochs();
    return r.trained()
        ? model + " after " + epochs.get(epochs.size() - 1).epoch() + " epochs"
        : String.format(
            Locale.ROOT,
            "%s is there, trained on %d of now %d songs (--retrain trains anew)",
            model,
            r.model().trainedTracks(),
            songs);
  }

  /** Of encoding. */
  public static String of(EncodeTracksJob.Result r) {
    return r.encoded() == 0 ? "every song is encoded already" : r.encoded() + " songs encoded";
  }

  /**
   * Of neighbours.
   *
   * @param k of each song, at most
   */
  public static String of(FindNeighboursJob.Result r, int k) {
    return String.format(
        Locale.ROOT,
        "the nearest %d of %d songs%s",
        k,
        r.songs(),
        r.compared() == r.songs()
            ? ""
            : String.format(Locale.ROOT, ", %d of them compared anew", r.compared()));
  }
}
