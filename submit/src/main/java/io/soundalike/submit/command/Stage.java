package io.soundalike.submit.command;

import java.util.Locale;

/** The stages that have a subcommand of their own. */
public enum Stage {
  INVENTORY("Lists songs and reads their tags."),
  FEATURES("Decodes and analyses the songs of the latest inventory."),
  TRAIN("Trains the autoencoder on the analysed songs."),
  ENCODE("Encodes the analysed songs by the latest model."),
  NEIGHBOURS("Finds the nearest songs of each song."),
  MAP("Makes the map, its clusters and the dendrogram."),
  REPORT("Renders the report of the latest results.");

  private final String description;

  Stage(String description) {
    this.description = description;
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String description() {
    return description;
  }
}
