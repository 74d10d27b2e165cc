package io.soundalike.settings;

import java.io.Serializable;
import java.util.List;

/**
 * All settings of a run. Meaning, unit and default of each stand in {@code conf/reference.conf};
 * the records' constructors state the bounds and report every violation of their section at once.
 */
public record Settings(
    Inventory inventory,
    Audio audio,
    Features features,
    Model model,
    Training training,
    Neighbours neighbours,
    Recommend recommend,
    Map map,
    Report report,
    Quarantine quarantine,
    Spark spark)
    implements Serializable {

  /** Checks what spans sections: images must fit the network. */
  public Settings {
    Bounds bounds = new Bounds("");
    int factor = 1 << model.channels().size();
    bounds.that(
        features.nMels() % factor == 0,
        "features.n-mels must divide by %d, one halving for each of model.channels, got %d",
        factor,
        features.nMels());
    int rows = model.channels().get(model.channels().size() - 1) * (features.nMels() / factor);
    bounds.that(
        model.recurrence() == Recurrence.NONE || rows % 2 == 0,
        "model.recurrence = lstm has half of its cells for each direction, so the last of model.channels times the code's rows must be even, got %d",
        rows);
    bounds.that(
        model.pooling() != Pooling.HEAD || training.contrast() > 0,
        "model.pooling = head is what training.contrast teaches, so that must be above 0");
    bounds.that(
        features.frames() == 0 || features.frames() >= model.patchFrames(),
        "features.frames must be 0 or at least one image of model.patch-columns (%d frames), got %d",
        model.patchFrames(),
        features.frames());
    bounds.that(
        features.fMaxHz() <= audio.sampleRateHz() / 2.0,
        "features.f-max-hz must be at most half of audio.sample-rate-hz (%s), got %s",
        audio.sampleRateHz() / 2.0,
        features.fMaxHz());
    double patchSeconds =
        1.0
            * (features.firstFrame() + model.patchFrames())
            * features.hopLength()
            / audio.sampleRateHz();
    bounds.that(
        features.frames() > 0 || patchSeconds < audio.minSeconds(),
        "audio.min-seconds must exceed one image of model.patch-columns (%.2f s), got %s",
        patchSeconds,
        audio.minSeconds());
    bounds.verify();
  }

  /** These settings with the network and the training of others. */
  public Settings withModelOf(Settings other) {
    return new Settings(
        inventory,
        audio,
        features,
        other.model,
        other.training,
        neighbours,
        recommend,
        map,
        report,
        quarantine,
        spark);
  }

  /** Which files are songs. */
  public record Inventory(List<String> extensions) implements Serializable {}

  /** How a song becomes one channel of samples. */
  public record Audio(
      Channel channel,
      int sampleRateHz,
      double minSeconds,
      double maxSeconds,
      long maxBytes,
      double silenceDbfs,
      double maxDamagedFraction)
      implements Serializable {

    public Audio {
      new Bounds("audio")
          .within("sample-rate-hz", sampleRateHz, 8000, 48000)
          .within("min-seconds", minSeconds, 0.1, maxSeconds)
          .within("max-seconds", maxSeconds, minSeconds, 24 * 3600)
          .within("max-bytes", (double) maxBytes, 1024, 1e12)
          .within("silence-dbfs", silenceDbfs, -120, 0)
          .within("max-damaged-fraction", maxDamagedFraction, 0, 1)
          .verify();
    }
  }

  /** Which channel of a stereo song is analysed; stereo: numbers of the mean, images of both. */
  public enum Channel {
    LEFT,
    RIGHT,
    MEAN,
    STEREO;

    /** Spectrograms of a song: one, or left and right. */
    public int spectrograms() {
      return this == STEREO ? 2 : 1;
    }
  }

  /** The spectrogram. */
  public record Features(
      int nFft,
      int hopLength,
      int nMels,
      double fMinHz,
      double fMaxHz,
      double topDb,
      int firstFrame,
      int frames)
      implements Serializable {

    public Features {
      new Bounds("features")
          .within("n-fft", nFft, 64, 1 << 16)
          .within("hop-length", hopLength, 16, nFft)
          .within("n-mels", nMels, 8, 2048)
          .within("f-min-hz", fMinHz, 0, fMaxHz)
          .within("f-max-hz", fMaxHz, 100, 24000)
          .within("top-db", topDb, 10, 200)
          .within("first-frame", firstFrame, 0, 1_000_000)
          .within("frames", frames, 0, 1_000_000)
          .verify();
    }
  }

  /** The network. */
  public record Model(
      List<Integer> channels,
      boolean batchNorm,
      Recurrence recurrence,
      int patchColumns,
      int framesPerColumn,
      TimeStep timeStep,
      Pooling pooling)
      implements Serializable {

    public Model {
      Bounds bounds = new Bounds("model");
      bounds.within("number of channels", channels.size(), 1, 6);

      for (int width : channels) {
        bounds.within("channels", width, 1, 512);
      }

      bounds
          .within("patch-columns", patchColumns, 8, 16384)
          .within("frames-per-column", framesPerColumn, 1, 64)
          .that(
              patchColumns % (1 << channels.size()) == 0,
              "patch-columns must divide by %d, one halving for each of channels, got %d",
              1 << channels.size(),
              patchColumns)
          .verify();
    }

    /** Frames of one image whose columns are frames. */
    public int patchFrames() {
      return patchColumns * framesPerColumn;
    }
  }

  /** What the encoder has over time, on top of its convolutions. */
  public enum Recurrence {
    NONE,
    LSTM
  }

  /** What a column of an image is. */
  public enum TimeStep {
    FRAME,
    BEAT
  }

  /** How the code of a song's images becomes its embedding. */
  public enum Pooling {
    HEAD,
    MEAN_STD,
    FLATTEN
  }

  /** The training. */
  public record Training(
      Mode mode,
      long seed,
      int maxEpochs,
      int maxSongs,
      int songsPerEpoch,
      int patchesPerSong,
      double noise,
      double contrast,
      double temperature,
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

    public Training {
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
              "contrast tells songs apart, so mode must be joint; set contrast = 0 for per-song")
          .that(
              contrast == 0 || patchesPerSong % 2 == 0 && patchesPerSong > 0,
              "patches-per-song must be even and above 0 where contrast is, got %d",
              patchesPerSong)
          .that(
              contrast == 0 || batchSizePerWorker % 2 == 0 && batchSizePerWorker > 2,
              "batch-size-per-worker must be even and above 2 where contrast is, got %d",
              batchSizePerWorker)
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
  }

  /** Whether all songs share one network, or each has its own. */
  public enum Mode {
    JOINT,
    PER_SONG
  }

  /** How the learning rate falls from epoch to epoch. */
  public enum Schedule {
    INVERSE,
    EXPONENTIAL
  }

  /** The rule by which gradients move parameters. */
  public enum Updater {
    ADAM,
    ADADELTA
  }

  /** The search for similar songs. */
  public record Neighbours(int k, Metric distance, Weights weights) implements Serializable {

    public Neighbours {
      new Bounds("neighbours").within("k", k, 1, 1000).verify();
    }
  }

  /** The distance between two songs: of all that is known of them, or of their embeddings. */
  public enum Metric {
    BLEND,
    COSINE,
    EUCLIDEAN
  }

  /** What each part of the blend counts for. */
  public record Weights(
      double learned, double timbre, double texture, double rhythm, double harmony)
      implements Serializable {

    public Weights {
      new Bounds("neighbours.weights")
          .within("learned", learned, 0, 1000)
          .within("timbre", timbre, 0, 1000)
          .within("texture", texture, 0, 1000)
          .within("rhythm", rhythm, 0, 1000)
          .within("harmony", harmony, 0, 1000)
          .that(
              learned + timbre + texture + rhythm + harmony > 0,
              "at least one weight must be positive")
          .verify();
    }
  }

  /** What to play next: by sound, and by alternating least squares on what was played. */
  public record Recommend(
      double soundShare,
      int rank,
      int iterations,
      double regularisation,
      double confidence,
      long seed)
      implements Serializable {

    public Recommend {
      new Bounds("recommend")
          .within("sound-share", soundShare, 0, 1)
          .within("rank", rank, 1, 1000)
          .within("iterations", iterations, 1, 1000)
          .within("regularisation", regularisation, 1e-6, 1000)
          .within("confidence", confidence, 0, 1e6)
          .verify();
    }
  }

  /** The t-SNE map and its clusters. */
  public record Map(
      long seed,
      double perplexity,
      double learningRate,
      int maxIter,
      int iterationsWithoutProgress,
      double earlyExaggeration,
      int exactTracks,
      int maxTracks,
      double keep,
      List<String> beside,
      ClusterBy clusterBy,
      int k,
      int maxK)
      implements Serializable {

    /** Among {@link #beside}: the numbers of the article's first attempt. */
    public static final String FEATURES = "features";

    public Map {
      new Bounds("map")
          .within("perplexity", perplexity, 0, 1000)
          .within("learning-rate", learningRate, 0, 1e6)
          .within("max-iter", maxIter, 50, 100_000)
          .within("iterations-without-progress", iterationsWithoutProgress, 1, 100_000)
          .within("early-exaggeration", earlyExaggeration, 1, 100)
          .within("exact-tracks", exactTracks, 1, 30_000)
          .within("max-tracks", maxTracks, 1, 200_000)
          .within("keep", keep, 0, 1)
          .that(
              beside.stream().allMatch(name -> name.matches("[a-z0-9-]{1,100}"))
                  && beside.stream().distinct().count() == beside.size(),
              "beside takes features and ids of models, each once, got %s",
              beside)
          .that(
              k == 0 || k >= 2 && k <= 10_000, "k must be 0 or lie between 2 and 10000, got %s", k)
          .within("max-k", maxK, 2, 1000)
          .verify();
    }
  }

  /** What k-means parts: places on the map, as in the article, or embeddings. */
  public enum ClusterBy {
    MAP,
    EMBEDDING
  }

  /** The report. */
  public record Report(int exampleTracks, int dendrogramTracks) implements Serializable {

    public Report {
      new Bounds("report")
          .within("example-tracks", exampleTracks, 0, 50)
          .within("dendrogram-tracks", dendrogramTracks, 0, 5000)
          .verify();
    }
  }

  /** When a file is bad, and when bad files are too many. */
  public record Quarantine(double maxFraction, double timeLimitSeconds) implements Serializable {

    public Quarantine {
      new Bounds("quarantine")
          .within("max-fraction", maxFraction, 0, 1)
          .within("time-limit-seconds", timeLimitSeconds, 0.1, 86_400)
          .verify();
    }
  }

  /** What changes no number. */
  public record Spark(int partitions, int songsPerCommit) implements Serializable {

    public Spark {
      new Bounds("spark")
          .within("partitions", partitions, 0, 1_000_000)
          .within("songs-per-commit", songsPerCommit, 0, 10_000_000)
          .verify();
    }
  }
}
