package io.soundalike.model;

import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import java.util.List;

/** A network that has learned nothing: what training must beat. */
public final class RandomWeights {

  private RandomWeights() {}

  /** The random weights from which training starts. */
  public static TrainedModel model(Settings settings) {
    return new TrainedModel(
        "untrained",
        SettingsRenderer.render(settings),
        ConvolutionalAutoencoder.parameters(ConvolutionalAutoencoder.create(settings)),
        0,
        List.of());
  }
}
