package io.soundalike.settings;

import java.io.Serializable;

/** The time limit for decoding one file, and the share of quarantined files that ends a run. */
public record QuarantineSettings(double maxFraction, double timeLimitSeconds)
    implements Serializable {

  public QuarantineSettings {
    new Bounds("quarantine")
        .within("max-fraction", maxFraction, 0, 1)
        .within("time-limit-seconds", timeLimitSeconds, 0.1, 86_400)
        .verify();
  }
}
