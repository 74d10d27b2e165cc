package io.soundalike.settings;

import java.io.Serializable;

/** Weights of the components of the distance between two songs. */
public record DistanceWeights(
    double embedding, double timbre, double texture, double rhythm, double harmony)
    implements Serializable {

  public DistanceWeights {
    new Bounds("neighbours.weights")
        .within("embedding", embedding, 0, 1000)
        .within("timbre", timbre, 0, 1000)
        .within("texture", texture, 0, 1000)
        .within("rhythm", rhythm, 0, 1000)
        .within("harmony", harmony, 0, 1000)
        .verify();
    new Bounds("neighbours")
        .that(
            embedding + timbre + texture + rhythm + harmony > 0,
            "weights",
            "at least one weight above 0",
            "0 for all")
        .verify();
  }
}
