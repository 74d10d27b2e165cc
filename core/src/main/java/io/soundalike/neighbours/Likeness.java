package io.soundalike.neighbours;

import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How far songs lie apart, as the settings want it. */
public final class Likeness {

  private Likeness() {}

  /** What songs are compared by. */
  public enum Part {
    LEARNED,
    TIMBRE,
    TEXTURE,
    RHYTHM,
    HARMONY
  }

  /** The distance of {@code neighbours.distance}. */
  public static Distance of(Sounds sounds, Settings.Neighbours settings) {
    return of(
        sounds,
        settings.distance() == Settings.Metric.BLEND
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
      Sounds sounds, Map<Part, ? extends Distance> parts, Settings.Neighbours settings) {
    return switch (settings.distance()) {
      case COSINE -> vectors(Metric.COSINE, sounds, SongSound::embedding);
      case EUCLIDEAN -> vectors(Metric.EUCLIDEAN, sounds, SongSound::embedding);
      case BLEND -> blend(parts, settings.weights());
    };
  }

  /**
   * The parts of the blend that count for something, each after mutual proximity.
   *
   * @param known what was measured before of a part, if anything
   */
  public static Map<Part, MutualProximity> parts(
      Sounds sounds, Settings.Weights weights, Map<Part, Reach> known) {
    Map<Part, MutualProximity> parts = new EnumMap<>(Part.class);

    for (Part part : Part.values()) {
      if (weight(part, weights) > 0) {
        Reach reach = known.getOrDefault(part, Reach.unknown(sounds.size()));
        parts.put(part, MutualProximity.of(raw(part, sounds), sounds.references(), reach));
      }
    }

    return parts;
  }

  /** One part, after mutual proximity. */
  public static Distance part(Part part, Sounds sounds) {
    return MutualProximity.of(raw(part, sounds), sounds.references(), Reach.unknown(sounds.size()));
  }

  /**
   * All parts, whatever they count for, each after mutual proximity.
   *
   * @param known what was measured before of a part, if anything
   */
  public static Map<Part, MutualProximity> allParts(Sounds sounds, Map<Part, Reach> known) {
    return parts(sounds, new Settings.Weights(1, 1, 1, 1, 1), known);
  }

  private static Distance blend(Map<Part, ? extends Distance> parts, Settings.Weights weights) {
    List<Part> counted = parts.keySet().stream().filter(part -> weight(part, weights) > 0).toList();
    return new Blend(
        counted.stream().<Distance>map(parts::get).toList(),
        counted.stream().mapToDouble(part -> weight(part, weights)).toArray());
  }

  /** One part's own distance, in its own unit. */
  public static Distance raw(Part part, Sounds sounds) {
    return switch (part) {
      case LEARNED -> vectors(Metric.COSINE, sounds, SongSound::embedding);
      case TIMBRE ->
          new GaussianDistance(
              sounds.all().stream().map(SongSound::timbreMean).toList(),
              sounds.all().stream().map(SongSound::timbreCovariance).toList(),
              sounds.size());
      case TEXTURE -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongSound::texture);
      case RHYTHM -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongSound::rhythm);
      case HARMONY -> vectors(Metric.STANDARDISED_EUCLIDEAN, sounds, SongSound::harmony);
    };
  }

  private static Distance vectors(
      Metric metric, Sounds sounds, Function<SongSound, float[]> vector) {
    return new VectorDistance(metric, sounds.vectors(vector), sounds.size(), sounds.references());
  }

  /** What a part counts for. */
  public static double weight(Part part, Settings.Weights weights) {
    return switch (part) {
      case LEARNED -> weights.learned();
      case TIMBRE -> weights.timbre();
      case TEXTURE -> weights.texture();
      case RHYTHM -> weights.rhythm();
      case HARMONY -> weights.harmony();
    };
  }
}
