package io.soundalike.submit.option;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a model. */
public final class ModelOption {

  /** The name of the option. */
  public static final String NAME = "--model";

  @Option(
      names = NAME,
      paramLabel = "ID",
      description =
          "Use this model of the catalogue, with the network and training settings it was trained"
              + " with (default: the latest model of the given settings).")
  private @Nullable String id;

  public @Nullable String id() {
    return id;
  }
}
