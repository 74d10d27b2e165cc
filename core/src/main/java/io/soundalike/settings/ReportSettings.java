package io.soundalike.settings;

import java.io.Serializable;

/** The report. */
public record ReportSettings(int exampleTracks, int dendrogramTracks) implements Serializable {

  public ReportSettings {
    new Bounds("report")
        .within("example-tracks", exampleTracks, 0, 50)
        .within("dendrogram-tracks", dendrogramTracks, 0, 5000)
        .verify();
  }
}
