package io.soundalike.settings;

import java.io.Serializable;

/** The training. */
public record TrainingSettings(
    Mode mode,
    long seed,
    int maxEpochs,
    int maxSongs,
    int songsPerEpoch,
    int patchesPerSong,
    double noise,
    double contrast,
    double temperature,
    String positives,
    int batchSizePerWorker,
    int workers,
    int averagingFrequency,
    Updater updater,
    double learningRate,
    Schedule schedule,
    double decay,
    double heldOutFraction,
    int maxHeldOutSongs,
    int patience,
    double targetExcess)
    implements Serializable {

  /** The value of {@code positives} by which images of one song alone are positives. */
  public static final String SONG = "song";

  public TrainingSettings {
    new Bounds("training")
        .within("max-epochs", maxEpochs, 1, 100_000)
        .within("max-songs", maxSongs, 1, 10_000_000)
        .within("songs-per-epoch", songsPerEpoch, 1, 10_000_000)
        .within("patches-per-song", patchesPerSong, 0, 10_000)
        .within("noise", noise, 0, 1)
        .within("contrast", contrast, 0, 1e6)
        .within("temperature", temperature, 1e-3, 100)
        .that(
            contrast == 0 || mode == Mode.JOINT,
            "mode",
            "joint where training.contrast is above 0",
            "per-song; set training.contrast = 0 for per-song")
        .that(
            contrast == 0 || patchesPerSong % 2 == 0 && patchesPerSong > 0,
            "patches-per-song",
            "an even number above 0 where training.contrast is above 0",
            patchesPerSong)
        .that(
            contrast == 0 || batchSizePerWorker % 2 == 0 && batchSizePerWorker > 2,
            "batch-size-per-worker",
            "an even number above 2 where training.contrast is above 0",
            batchSizePerWorker)
        .that(
            !positives.isBlank(), "positives", "song, album, artist, genre, folder or a file", "''")
        .that(
            contrast > 0 || positives.equals(SONG),
            "positives",
            "song where training.contrast is 0",
            positives)
        .within("batch-size-per-worker", batchSizePerWorker, 1, 4096)
        .within("workers", workers, 1, 10_000)
        .within("averaging-frequency", averagingFrequency, 1, 10_000)
        .within("learning-rate", learningRate, 1e-8, 10)
        .within("decay", decay, 0, 1)
        .within("held-out-fraction", heldOutFraction, 0, 0.5)
        .within("max-held-out-songs", maxHeldOutSongs, 1, 100_000)
        .within("patience", patience, 1, 100_000)
        .within("target-excess", targetExcess, 0, 10)
        .verify();
  }

  /** One network for all songs, or one for each song. */
  public enum Mode {
    JOINT,
    PER_SONG
  }

  /** How the learning rate decreases from epoch to epoch. */
  public enum Schedule {
    INVERSE,
    EXPONENTIAL
  }

  /** The rule by which gradients change parameters. */
  public enum Updater {
    ADAM,
    ADADELTA
  }
}
