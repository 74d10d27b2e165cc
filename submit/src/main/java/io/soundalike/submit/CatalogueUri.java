package io.soundalike.submit;

import picocli.CommandLine.Option;

/** The option that names the catalogue. */
final class CatalogueUri {

  @Option(
      names = "--catalogue",
      required = true,
      paramLabel = "URI",
      description = "The directory that holds the results; made by the first run.")
  private String uri = "";

  String uri() {
    return uri;
  }
}
