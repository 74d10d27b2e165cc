package io.soundalike.jobs;

import io.soundalike.model.TrainedModel;
import java.util.List;

/** What a stage has done, in a sentence for the operator. */
public final class Summaries {

  private Summaries() {}

  /** Of an inventory. */
  public static String of(InventoryJob.Result r) {
    return "%d files found: %d read, %d unchanged, %d removed, %d unusable"
        .formatted(r.found(), r.read(), r.unchanged(), r.removed(), r.unreadable());
  }

  /** Of decoding. */
  public static String of(ExtractFeaturesJob.Result r) {
    return r.decoded() + r.quarantined() + r.unread() == 0
        ? "every song is decoded already"
        : "%d songs decoded, %d quarantined%s"
            .formatted(
                r.decoded(),
                r.quarantined(),
                r.unread() == 0 ? "" : ", %d could not be read".formatted(r.unread()));
  }

  /** Of a map. */
  public static String of(MapAndClusterJob.Result r) {
    String map =
        r.isKept()
            ? "the map that was there stands"
            : "divergence %.3f after %d iterations".formatted(r.divergence(), r.iterations());
    return "%s%s; %d clusters, silhouette %.2f, the same from other seeds by %.2f"
        .formatted(
            map,
            r.placed() == 0 ? "" : ", %d songs are placed on it".formatted(r.placed()),
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
        : "%s is there, trained on %d of now %d songs (--retrain trains anew)"
            .formatted(model, r.model().trainedTracks(), songs);
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
    return "the nearest %d of %d songs%s"
        .formatted(
            k,
            r.songs(),
            r.compared() == r.songs() ? "" : ", %d of them compared anew".formatted(r.compared()));
  }
}
