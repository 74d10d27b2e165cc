package io.soundalike.neighbours;

import io.soundalike.neighbours.VectorDistance.Metric;
import io.soundalike.settings.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How far songs lie apart, as the settings want it. */
public final class Likeness {

  /** Songs from which mutual proximity learns what is far. */
  public static final int SAMPLE = 1000;

  private Likeness() {}

  /** What songs are compared by. */
  public enum Part {
    LEARNED,
    TIMBRE,
    TEXTURE,
    RHYTHM,
    HARMONY
  }

  /**
   * The distance of {@code neighbours.distance}.
   *
   * @param songs in an order that says nothing about their sound
   */
  public static Distance of(List<SongSound> songs, Settings.Neighbours settings) {
    return of(
        songs,
        settings.distance() == Settings.Metric.BLEND ? parts(songs, settings.weights()) : Map.of(),
        settings);
  }

  /**
   * The same, of parts that are there already.
   *
   * @param parts those of positive weight at least, where parts are blended
   */
  public static Distance of(
      List<SongSound> songs, Map<Part, Distance> parts, Settings.Neighbours settings) {
    return switch (settings.distance()) {
      case COSINE -> vectors(Metric.COSINE, songs, SongSound::embedding);
      case EUCLIDEAN -> vectors(Metric.EUCLIDEAN, songs, SongSound::embedding);
      case BLEND -> blend(parts, settings.weights());
    };
  }

  /** The parts of the blend that count for something, each after mutual proximity. */
  public static Map<Part, Distance> parts(List<SongSound> songs, Settings.Weights weights) {
    Map<Part, Distance> parts = new EnumMap<>(Part.class);

    for (Part part : Part.values()) {
      if (weight(part, weights) > 0) {
        parts.put(part, part(part, songs));
      }
    }

    return parts;
  }

  /** One part, after mutual proximity. */
  public static Distance part(Part part, List<SongSound> songs) {
    return MutualProximity.of(raw(part, songs), SAMPLE);
  }

  /** All parts, whatever they count for, each after mutual proximity. */
  public static Map<Part, Distance> allParts(List<SongSound> songs) {
    return parts(songs, new Settings.Weights(1, 1, 1, 1, 1));
  }

  private static Distance blend(Map<Part, Distance> parts, Settings.Weights weights) {
    List<Part> counted = parts.keySet().stream().filter(part -> weight(part, weights) > 0).toList();
    return new Blend(
        counted.stream().map(parts::get).toList(),
        counted.stream().mapToDouble(part -> weight(part, weights)).toArray());
  }

  /** One part's own distance, in its own unit. */
  public static Distance raw(Part part, List<SongSound> songs) {
    return switch (part) {
      case LEARNED -> vectors(Metric.COSINE, songs, SongSound::embedding);
      case TIMBRE ->
          new GaussianDistance(
              songs.stream().map(SongSound::timbreMean).toList(),
              songs.stream().map(SongSound::timbreCovariance).toList());
      case TEXTURE -> vectors(Metric.STANDARDISED_EUCLIDEAN, songs, SongSound::texture);
      case RHYTHM -> vectors(Metric.STANDARDISED_EUCLIDEAN, songs, SongSound::rhythm);
      case HARMONY -> vectors(Metric.STANDARDISED_EUCLIDEAN, songs, SongSound::harmony);
    };
  }

  private static Distance vectors(
      Metric metric, List<SongSound> songs, Function<SongSound, float[]> vector) {
    return new VectorDistance(metric, songs.stream().map(vector).toArray(float[][]::new));
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
