package io.soundalike.settings;

import java.io.Serializable;
import java.util.List;

/** The network. */
public record ModelSettings(
    List<Integer> channels,
    boolean batchNorm,
    Recurrence recurrence,
    int patchColumns,
    int framesPerColumn,
    TimeStep timeStep,
    Pooling pooling,
    int ldaComponents,
    LdaInput ldaInput)
    implements Serializable {

  public ModelSettings {
    Bounds bounds = new Bounds("model");
    bounds.that(
        channels.size() >= 1 && channels.size() <= 6,
        "channels",
        "1 to 6 convolutions",
        channels.size());

    for (int width : channels) {
      bounds.within("channels", width, 1, 512);
    }

    bounds
        .within("patch-columns", patchColumns, 8, 16384)
        .within("frames-per-column", framesPerColumn, 1, 64)
        .within("lda-components", ldaComponents, 1, 512)
        .that(
            patchColumns % (1 << channels.size()) == 0,
            "patch-columns",
            "a multiple of " + (1 << channels.size()) + ", one halving for each of channels",
            patchColumns)
        .verify();
  }

  /** Frames of one image whose columns are frames. */
  public int patchFrames() {
    return patchColumns * framesPerColumn;
  }

  /** Recurrent layer of the encoder, on top of its convolutions. */
  public enum Recurrence {
    NONE,
    LSTM
  }

  /** What a column of an image spans. */
  public enum TimeStep {
    FRAME,
    BEAT
  }

  /** What of a patch the linear discriminant analysis projects. */
  public enum LdaInput {
    BOTH,
    CODE,
    STATISTICS
  }

  /** How the codes of a song's images become its embedding. */
  public enum Pooling {
    LDA,
    HEAD,
    MEAN_STD,
    FLATTEN
  }
}
