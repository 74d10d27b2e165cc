package io.soundalike.neighbours;

import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.DistanceWeights;
import io.soundalike.settings.NeighbourSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Builds the distance between songs that {@code neighbours.distance} names: of embeddings alone, or
 * a weighted mean of components ({@code blend}).
 */
public final class SongDistance {

  private SongDistance() {}

  /** One aspect in which songs are compared. */
  public enum Component {
    EMBEDDING,
    TIMBRE,
    TEXTURE,
    RHYTHM,
    HARMONY
  }

  /**
   * Builds the distance of {@code neighbours.distance}.
   *
   * @param collection songs to compare and their reference
   */
  public static Distance create(SongCollection collection, NeighbourSettings settings) {
    return create(
        collection,
        settings.distance() == NeighbourSettings.Metric.BLEND
            ? fitComponents(collection, settings.weights(), Map.of())
            : Map.of(),
        settings);
  }

  /**
   * Builds the distance of {@code neighbours.distance} from components that are fitted already.
   *
   * @param components for {@code blend}, at least those of positive weight
   */
  public static Distance create(
      SongCollection collection,
      Map<Component, ? extends Distance> components,
      NeighbourSettings settings) {
    return switch (settings.distance()) {
      case COSINE -> vectors(Metric.COSINE, collection, SongDescriptor::embedding);
      case EUCLIDEAN -> vectors(Metric.EUCLIDEAN, collection, SongDescriptor::embedding);
      case BLEND -> blend(components, settings.weights());
    };
  }

  /**
   * Fits the components of positive weight, each rescaled by mutual proximity.
   *
   * @param known moments of a component that were measured before; may be empty
   */
  public static Map<Component, MutualProximity> fitComponents(
      SongCollection collection, DistanceWeights weights, Map<Component, DistanceMoments> known) {
    Map<Component, MutualProximity> components = new EnumMap<>(Component.class);

    for (Component component : Component.values()) {
      if (weight(component, weights) > 0) {
        DistanceMoments moments =
            known.getOrDefault(component, DistanceMoments.unknown(collection.size()));
        components.put(
            component,
            MutualProximity.fit(
                rawComponent(component, collection), collection.referenceIndices(), moments));
      }
    }

    return components;
  }

  /** Fits one component, rescaled by mutual proximity. */
  public static Distance fitComponent(Component component, SongCollection collection) {
    return MutualProximity.fit(
        rawComponent(component, collection),
        collection.referenceIndices(),
        DistanceMoments.unknown(collection.size()));
  }

  /**
   * Fits all components, whatever their weight, each rescaled by mutual proximity.
   *
   * @param known moments of a component that were measured before; may be empty
   */
  public static Map<Component, MutualProximity> fitAllComponents(
      SongCollection collection, Map<Component, DistanceMoments> known) {
    return fitComponents(collection, new DistanceWeights(1, 1, 1, 1, 1), known);
  }

  private static Distance blend(
      Map<Component, ? extends Distance> components, DistanceWeights weights) {
    List<Component> weighted =
        components.keySet().stream().filter(component -> weight(component, weights) > 0).toList();
    return new WeightedMeanDistance(
        weighted.stream().<Distance>map(components::get).toList(),
        weighted.stream().mapToDouble(component -> weight(component, weights)).toArray());
  }

  /**
   * One component without mutual proximity: cosine distance of embeddings after {@link
   * EmbeddingExpansion}, {@link GaussianDistance} of timbre, {@link HarmonyDistance} of harmony,
   * standardised Euclidean distance of the others.
   */
  public static Distance rawComponent(Component component, SongCollection collection) {
    return switch (component) {
      case EMBEDDING ->
          embeddings(
              collection.vectors(SongDescriptor::embedding),
              collection.size(),
              collection.referenceIndices());
      case TIMBRE ->
          new GaussianDistance(
              collection.all().stream().map(SongDescriptor::timbreMean).toList(),
              collection.all().stream().map(SongDescriptor::timbreCovariance).toList(),
              collection.size());
      case TEXTURE -> vectors(Metric.STANDARDISED_EUCLIDEAN, collection, SongDescriptor::texture);
      case RHYTHM -> vectors(Metric.STANDARDISED_EUCLIDEAN, collection, SongDescriptor::rhythm);
      case HARMONY ->
          new HarmonyDistance(
              collection.all().stream().map(SongDescriptor::harmony).toList(),
              collection.size(),
              collection.referenceIndices());
    };
  }

  /**
   * The embedding component of other embeddings of the same songs, without mutual proximity; the
   * reference is drawn from them.
   *
   * @param embeddings {@code [songs][dimensions]}, not changed
   */
  public static Distance ofEmbeddings(float[][] embeddings) {
    int[] reference =
        SongCollection.sampleReference(embeddings.length).stream()
            .mapToInt(Integer::intValue)
            .toArray();
    return embeddings(embeddings, embeddings.length, reference);
  }

  private static Distance embeddings(float[][] embeddings, int size, int[] reference) {
    return new VectorDistance(
        Metric.COSINE, EmbeddingExpansion.expand(embeddings, reference), size, reference);
  }

  private static Distance vectors(
      Metric metric, SongCollection collection, Function<SongDescriptor, float[]> vector) {
    return new VectorDistance(
        metric, collection.vectors(vector), collection.size(), collection.referenceIndices());
  }

  /** Weight of a component in the weighted mean. */
  public static double weight(Component component, DistanceWeights weights) {
    return switch (component) {
      case EMBEDDING -> weights.embedding();
      case TIMBRE -> weights.timbre();
      case TEXTURE -> weights.texture();
      case RHYTHM -> weights.rhythm();
      case HARMONY -> weights.harmony();
    };
  }
}
