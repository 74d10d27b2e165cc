package io.soundalike.submit.option;

import picocli.CommandLine.Option;

/** The option that names the catalogue. */
public final class CatalogueUri {

  @Option(
      names = "--catalogue",
      required = true,
      paramLabel = "URI",
      description = "The folder of the results; soundalike run creates it.")
  private String uri = "";

  public String uri() {
    return uri;
  }
}
