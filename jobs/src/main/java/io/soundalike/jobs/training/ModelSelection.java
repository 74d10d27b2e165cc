package io.soundalike.jobs.training;

import io.soundalike.jobs.catalogue.ModelStore;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.TrainedModel;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsFingerprint;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Selects the model of a catalogue that a job uses: the one named by the operator or, if none is
 * named, the latest one trained with the same settings.
 */
public final class ModelSelection {

  private ModelSelection() {}

  /**
   * A context that uses the named model, with the network and training settings of that model.
   *
   * @throws UserException of MISMATCH if the catalogue has no such model, or if it was trained on
   *     features of other settings
   */
  public static JobContext use(JobContext context, String modelId) throws IOException {
    ModelStore models = context.catalogue().models();
    Optional<TrainedModel> named = models.find(modelId);

    if (named.isEmpty()) {
      throw new UserException(
          ExitCode.MISMATCH,
          String.format(
              Locale.ROOT,
              "The catalogue has no model %s; it has %s. Leave --model out to use the latest.",
              modelId,
              models.all().isEmpty()
                  ? "none"
                  : models.all().stream()
                      .map(TrainedModel::modelId)
                      .collect(Collectors.joining(", "))));
    }

    TrainedModel model = named.get();
    Settings trainedWith = SettingsReader.readStored(model.settingsText());

    if (!SettingsFingerprint.FEATURES
        .of(trainedWith)
        .equals(SettingsFingerprint.FEATURES.of(context.settings()))) {
      throw new UserException(
          ExitCode.MISMATCH,
          String.format(
              Locale.ROOT,
              "Model %s was trained on features of other settings: %s. Use the --conf and --set of"
                  + " the run that trained it.",
              modelId,
              SettingsFingerprint.FEATURES.differences(trainedWith, context.settings())));
    }

    return context.with(modelId, context.settings().withModelOf(trainedWith));
  }

  /** Finds the named model, or the latest one trained with the same settings; null if none. */
  public static @Nullable TrainedModel find(JobContext context) throws IOException {
    TrainedModel latest = null;
    String name = context.modelId();
    String fingerprint = SettingsFingerprint.MODEL.of(context.settings());

    for (TrainedModel model : context.catalogue().models().all()) {
      if (name == null ? model.modelId().startsWith(fingerprint) : model.modelId().equals(name)) {
        latest = model;
      }
    }

    return latest;
  }

  /**
   * Finds the model of a job that needs one.
   *
   * @throws UserException of NO_INPUT if there is none
   */
  public static TrainedModel require(JobContext context) throws IOException {
    TrainedModel model = find(context);

    if (model == null) {
      throw new UserException(
          ExitCode.NO_INPUT,
          String.format(
              Locale.ROOT,
              "The catalogue %s has no model of these settings; run soundalike run first, with the"
                  + " same --conf and --set.",
              context.catalogue().uri()));
    }

    return model;
  }
}
