package io.soundalike.jobs;

import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Six songs and the first run over them, which most tests start from. The folder is the same for
 * all tests of a class because inventories contain paths. The first test runs the pipeline; the
 * others restore its result.
 */
public final class FirstRun {

  private static final Settings SETTINGS = TestCatalogue.settings();
  private static final Map<Path, Finished> FINISHED = new HashMap<>();

  private final Path shared;
  private final TestCatalogue catalogue;

  private record Finished(PipelineJob.Result result, String said) {}

  private FirstRun(Path shared, TestCatalogue catalogue) {
    this.shared = shared;
    this.catalogue = catalogue;
  }

  /** Six songs without a run; deletes what an earlier test left. */
  public static FirstRun in(Path shared) throws IOException {
    TestCatalogue.delete(shared.resolve("test"));
    return new FirstRun(shared, new TestCatalogue(shared.resolve("test/a")).withSongs(0, 6));
  }

  /** The six songs. */
  public TestCatalogue catalogue() {
    return catalogue;
  }

  /** A folder for further catalogues and files of the test. */
  public Path folder() {
    return shared.resolve("test");
  }

  /** Runs the pipeline, or restores its catalogue, and returns its result. */
  public PipelineJob.Result result() throws IOException {
    Path snapshot = shared.resolve("snapshot");

    if (FINISHED.containsKey(shared)) {
      catalogue.restore(snapshot);
    } else {
      PipelineJob.Result result = catalogue.run(SETTINGS);
      FINISHED.put(shared, new Finished(result, catalogue.said()));
      catalogue.save(snapshot);
    }

    return Objects.requireNonNull(FINISHED.get(shared)).result();
  }

  /** The progress lines of that run. */
  public String said() {
    return Objects.requireNonNull(FINISHED.get(shared)).said();
  }
}
