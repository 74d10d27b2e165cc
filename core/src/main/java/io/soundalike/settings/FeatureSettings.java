package io.soundalike.settings;

import java.io.Serializable;

/** The mel spectrogram. */
public record FeatureSettings(
    int nFft,
    int hopLength,
    int nMels,
    double fMinHz,
    double fMaxHz,
    double topDb,
    int firstFrame,
    int frames)
    implements Serializable {

  public FeatureSettings {
    new Bounds("features")
        .within("n-fft", nFft, 64, 1 << 16)
        .within("hop-length", hopLength, 16, nFft)
        .within("n-mels", nMels, 8, 2048)
        .within("f-min-hz", fMinHz, 0, fMaxHz)
        .within("f-max-hz", fMaxHz, 100, 24000)
        .within("top-db", topDb, 10, 200)
        .within("first-frame", firstFrame, 0, 1_000_000)
        .within("frames", frames, 0, 1_000_000)
        .verify();
  }
}
