package io.soundalike.model;

import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsRenderer;
import java.util.List;

/** The untrained network, a baseline of the evaluation. */
public final class RandomWeights {

  private RandomWeights() {}

  /** Creates a model of the random weights that training starts from. */
  public static TrainedModel create(Settings settings) {
    return new TrainedModel(
        "untrained",
        SettingsRenderer.render(settings),
        ConvolutionalAutoencoder.parameters(ConvolutionalAutoencoder.create(settings)),
        0,
        List.of());
  }
}
