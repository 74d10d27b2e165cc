package io.soundalike.jobs;

import io.soundalike.demo.DemoCatalogue;
import io.soundalike.jobs.catalogue.Catalogue;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.map.RunTables;
import io.soundalike.jobs.neighbours.SongIndex;
import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.jobs.training.ModelSelection;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.SparkSession;

/** A folder of short songs, a catalogue, and one Spark session for all tests of the JVM. */
public final class TestCatalogue {

  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "2")
          // Each query runs once on a few rows; compiling it takes longer than interpreting it.
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
          // A plan's text and stack traces are for the web page of Spark, which tests do not open.
          .config("spark.sql.ui.explainMode", "simple")
          .config("spark.sql.maxPlanStringLength", "100")
          .config("spark.hadoop.fs.file.impl", UnforkedLocalFileSystem.class.getName())
          .getOrCreate();

  static {
    SPARK.sparkContext().setLocalProperty("callSite.short", "test");
    SPARK.sparkContext().setLocalProperty("callSite.long", "test");
  }

  private static final AtomicInteger RUN = new AtomicInteger();

  private final Path folder;
  public final List<String> lines = new ArrayList<>();

  public TestCatalogue(Path folder) {
    this.folder = folder;
  }

  /** Settings that make every stage fast enough for a test. */
  public static Settings settings(String... overrides) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "audio.min-seconds=3",
                "features.n-mels=32",
                "model.channels=[4,4]",
                "model.patch-columns=64",
                "training.max-epochs=2",
                "training.patches-per-song=4",
                "training.batch-size-per-worker=4",
                "map.max-iter=100",
                "map.k=2",
                "map.alternatives=[]",
                "neighbours.k=3",
                "report.example-tracks=1",
                "spark.partitions=2"));
    all.addAll(List.of(overrides));
    return SettingsReader.read(List.of(), all);
  }

  public Path music() throws IOException {
    return Files.createDirectories(folder.resolve("music"));
  }

  /** Adds songs of the demo by number, from inclusive, to exclusive. */
  public TestCatalogue withSongs(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Files.write(music().resolve(DemoCatalogue.songs().get(i).fileName()), Songs.song(i));
    }

    return this;
  }

  public PipelineJob.Result run(Settings settings) throws IOException {
    return PipelineJob.run(context(settings), PipelineJob.Request.of(List.of(music().toString())));
  }

  /** Copies the folder to a snapshot for {@link #restore}. */
  public void save(Path snapshot) throws IOException {
    copy(folder, snapshot);
  }

  /**
   * Restores the folder from a snapshot, to the same path and with the modification times of its
   * files, so that inventories remain valid.
   */
  public void restore(Path snapshot) throws IOException {
    delete(folder);
    copy(snapshot, folder);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Deletes a folder with its content, if it exists. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** The latest results of the catalogue. */
  public RunTables tables(Settings settings) throws IOException {
    JobContext context = context(settings);
    return RunTables.collect(context, songIndex(context));
  }

  /** The songs of the latest inventory. */
  public static SongIndex songIndex(JobContext context) throws IOException {
    return SongIndex.collect(context, ModelSelection.require(context));
  }

  public JobContext context(Settings settings) {
    lines.clear();

    try {
      Catalogue catalogue =
          Catalogue.open(
              folder.resolve("catalogue").toUri().toString(),
              SPARK.sparkContext().hadoopConfiguration());
      String runId = "20260101T%06dZ-test".formatted(RUN.incrementAndGet());
      return new JobContext(SPARK, settings, catalogue, runId, null, lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A table's rows. */
  public static <T> List<T> read(String table, Encoder<T> encoder) {
    return SPARK.read().parquet(table).as(encoder).collectAsList();
  }

  /** All progress lines since the latest {@link #context}. */
  public String said() {
    return String.join("\n", lines);
  }

  /** Songs of the demo, synthesised once for all tests of the JVM. */
  public static final class Songs {

    private static final java.util.Map<Integer, byte[]> ENCODED =
        new java.util.concurrent.ConcurrentHashMap<>();

    public static byte[] song(int index) {
      return ENCODED.computeIfAbsent(index, i -> DemoCatalogue.encode(i, 5, 14));
    }
  }
}
