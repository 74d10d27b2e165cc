package io.soundalike.jobs;

import io.soundalike.jobs.pipeline.PipelineJob;
import io.soundalike.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Six songs in a folder of their own, and the run over them that most tests start from. The folder
 * is the same for all tests of a class, since inventories hold paths: what the first of them has
 * run, the others copy.
 */
public final class FirstRun {

  private static final Settings SETTINGS = TestCatalogue.settings();
  private static final Map<Path, Done> DONE = new HashMap<>();

  private final Path shared;
  private final TestCatalogue catalogue;

  private record Done(PipelineJob.Result result, String said) {}

  private FirstRun(Path shared, TestCatalogue catalogue) {
    this.shared = shared;
    this.catalogue = catalogue;
  }

  /** Six songs, not run over yet; whatever an earlier test left is gone. */
  public static FirstRun in(Path shared) throws IOException {
    TestCatalogue.delete(shared.resolve("test"));
    return new FirstRun(shared, new TestCatalogue(shared.resolve("test/a")).withSongs(0, 6));
  }

  /** The six songs. */
  public TestCatalogue catalogue() {
    return catalogue;
  }

  /** A folder for more catalogues of this test. */
  public Path folder() {
    return shared.resolve("test");
  }

  /** The result of the run, whose catalogue then lies there. */
  public PipelineJob.Result result() throws IOException {
    Path snapshot = shared.resolve("snapshot");

    if (DONE.containsKey(shared)) {
      catalogue.restore(snapshot);
    } else {
      PipelineJob.Result result = catalogue.run(SETTINGS);
      DONE.put(shared, new Done(result, catalogue.said()));
      catalogue.keep(snapshot);
    }

    return Objects.requireNonNull(DONE.get(shared)).result();
  }

  /** What that run told the operator. */
  public String said() {
    return Objects.requireNonNull(DONE.get(shared)).said();
  }
}
