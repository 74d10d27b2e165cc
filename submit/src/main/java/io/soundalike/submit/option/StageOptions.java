package io.soundalike.submit.option;

import io.soundalike.jobs.features.ExtractFeaturesJob.Quarantined;
import io.soundalike.jobs.training.TrainAutoencoderJob.Reuse;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Options of the pipeline: {@code run} takes all of them, the subcommand of a stage those that the
 * stage uses, see {@link #removeUnused}.
 */
public final class StageOptions {

  private static final String INPUT = "--input";
  private static final String RETRAIN = "--retrain";
  private static final String POSITIVES = "--positives";
  private static final String RETRY = "--retry-quarantined";

  /** Every option that some stage does not use. */
  private static final Set<String> OPTIONAL =
      Set.of(
          INPUT,
          RETRAIN,
          POSITIVES,
          RETRY,
          ModelOption.NAME,
          LimitOptions.MAX_DURATION,
          LimitOptions.MAX_FILE_SIZE,
          LimitOptions.TIME_LIMIT);

  private static final Map<String, Set<String>> USED =
      Map.of(
          "inventory", Set.of(INPUT, LimitOptions.MAX_FILE_SIZE),
          "features",
              Set.of(
                  RETRY,
                  LimitOptions.MAX_DURATION,
                  LimitOptions.MAX_FILE_SIZE,
                  LimitOptions.TIME_LIMIT),
          "train", Set.of(RETRAIN, POSITIVES),
          "encode", Set.of(ModelOption.NAME),
          "neighbours", Set.of(ModelOption.NAME),
          "map", Set.of(ModelOption.NAME),
          "report", Set.of(ModelOption.NAME));

  @Option(
      names = INPUT,
      required = true,
      arity = "1..*",
      paramLabel = "URI",
      description = "Folders, globs or files with songs, on any Hadoop file system.")
  private List<String> inputs = List.of();

  @Option(
      names = RETRAIN,
      description =
          "Train a new model if the songs differ from those that the last model was trained on.")
  private boolean retrain;

  @Option(
      names = POSITIVES,
      paramLabel = "LABEL",
      description =
          "Learn that songs of the same album, artist, genre, folder, or label of a CSV file sound"
              + " alike (training.positives; default: song).")
  private @Nullable String positives;

  @Option(names = RETRY, description = "Decode songs again that could not be decoded before.")
  private boolean retryQuarantined;

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Mixin private LimitOptions limits = new LimitOptions();

  @Mixin private ModelOption model = new ModelOption();

  public List<String> inputs() {
    return inputs;
  }

  public Reuse reuse() {
    return retrain ? Reuse.NEVER : Reuse.EXISTING;
  }

  public Quarantined quarantined() {
    return retryQuarantined ? Quarantined.RETRY : Quarantined.SKIP;
  }

  public Settings settings() {
    List<String> more = new ArrayList<>(limits.settings());

    if (positives != null) {
      more.add(SettingsReader.override("training.positives", positives));
    }

    return settings.read(more);
  }

  public @Nullable String modelId() {
    return model.id();
  }

  /**
   * Removes the options that a stage does not use from its subcommand, which then refuses them.
   *
   * @param spec of a command that has these options
   * @param stage its name, such as {@code train}
   */
  public static void removeUnused(CommandSpec spec, String stage) {
    Set<String> unused = new HashSet<>(OPTIONAL);
    unused.removeAll(Objects.requireNonNull(USED.get(stage), "the options of the stage " + stage));

    for (OptionSpec option : List.copyOf(spec.options())) {
      if (unused.contains(option.longestName())) {
        spec.remove(option);
      }
    }
  }
}
