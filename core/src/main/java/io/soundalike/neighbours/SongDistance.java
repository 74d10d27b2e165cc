package io.soundalike.neighbours;

import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.DistanceWeights;
import io.soundalike.settings.NeighbourSettings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How far songs lie apart, as the settings want it. */
public final class SongDistance {

  private SongDistance() {}

  /** What songs are compared by. */
  public enum Component {
    EMBEDDING,
    TIMBRE,
    TEXTURE,
    RHYTHM,
    HARMONY
  }

  /** The distance of {@code neighbours.distance}. */
  public static Distance of(SongCollection sounds, NeighbourSettings settings) {
    return of(
        sounds,
        settings.distance() == NeighbourSettings.Metric.BLEND
            ? parts(sounds, settings.weights(), Map.of())
            : Map.of(),
        settings);
  }

  /**
   * The same, of parts that are there already.
   *
   * @param parts those of positive weight at least, where parts are blended
   */
  public static Distance of(
      SongCollection sounds, Map<Component, ? extends Distance> parts, NeighbourSettings settings) {
    return switch (settings.distance()) {
      case COSINE -> vectors(Metric.COSINE, sounds, SongDescriptor::embedding);
      case EUCLIDEAN -> vectors(Metric.EUCLIDEAN, sounds, SongDescriptor::embedding);
      case BLEND -> blend(parts, settings.weights());
    };
  }

  /**
   * The parts of the blend that count for something, each after mutual proximity.
   *
   * @param known what was measured before of a part, if anything
   */
  public static Map<Component, MutualProximity> parts(
      SongCollection sounds, DistanceWeights weights, Map<Component, DistanceMoments> known) {
    Map<Component, MutualProximity> parts = new EnumMap<>(Component.class);

    for (Component part : Component.values()) {
      if (weight(part, weights) > 0) {
        DistanceMoments reach = known.getOrDefault(part, DistanceMoments.unknown(sounds.size()));
        parts.put(part, MutualProximity.of(raw(part, sounds), sounds.references(), reach));
      }
    }

    return parts;
  }

  /** One part, after mutual proximity. */
  public static Distance part(Component part, SongCollection sounds) {
    return MutualProximity.of(
        raw(part, sounds), sounds.references(), DistanceMoments.unknown(sounds.size()));
  }

  /**
   * All parts, whatever they count for, each after mutual proximity.
   *
   * @param known what was measured before of a part, if anything
   */
  public static Map<Component, MutualProximity> allParts(
      SongCollection sounds, Map<Component, DistanceMoments> known) {
    return parts(sounds, new DistanceWeights(1, 1, 1, 1, 1), known);
  }

  private static Distance blend(Map<Component, ? extends Distance> parts, DistanceWeights weights) {
    List<Component> counted =
        parts.keySet().stream().filter(part -> weight(part, weights) > 0).toList();
    return new WeightedMeanDistance(
        counted.stream().<Distance>map(parts::get).toList(),
        counted.stream().mapToDouble(part -> weight(part, weights)).toArray());
  }

  /** One part's own distance, in its own unit. */
  public static Distance raw(Component part, SongCollection sounds) {
    return switch (part) {
      case EMBEDDING -> vectors(Metric.COSINE, sounds, SongDescriptor::embedding);
      case TIMBRE ->
          new GaussianDistance(
              sounds.all().stream().map(SongDescriptor::timbreMean).toList(),
              sounds.all().stream().map(SongDescriptor::timbreCovariance).toList(),
              sounds.size());
      case TEXTURE -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongDescriptor::texture);
      case RHYTHM -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongDescriptor::rhythm);
      case HARMONY -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongDescriptor::harmony);
    };
  }

  private static Distance vectors(
      Metric metric, SongCollection sounds, Function<SongDescriptor, float[]> vector) {
    return new VectorDistance(metric, sounds.vectors(vector), sounds.size(), sounds.references());
  }

  /** What a part counts for. */
  public static double weight(Component part, DistanceWeights weights) {
    return switch (part) {
      case EMBEDDING -> weights.embedding();
      case TIMBRE -> weights.timbre();
      case TEXTURE -> weights.texture();
      case RHYTHM -> weights.rhythm();
      case HARMONY -> weights.harmony();
    };
  }
}
