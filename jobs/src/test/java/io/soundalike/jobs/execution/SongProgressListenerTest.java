package io.soundalike.jobs.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.jobs.TestCatalogue;
import io.soundalike.jobs.execution.Progress.Songs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.source.Source;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

class SongProgressListenerTest {

  @TempDir private Path folder;

  private final List<Songs> advances = new CopyOnWriteArrayList<>();
  private final List<Songs> commits = new CopyOnWriteArrayList<>();

  private final Progress progress =
      new Progress() {
        @Override
        public void line(String line) {}

        @Override
        public void advances(Songs songs) {
          advances.add(songs);
        }

        @Override
        public void commits(Songs songs) {
          commits.add(songs);
        }
      };

  private JobContext context() throws IOException {
    JobContext c = new TestCatalogue(folder).context(TestCatalogue.settings());
    return new JobContext(c.spark(), c.settings(), c.catalogue(), c.runId(), null, progress);
  }

  @Test
  void tasksAreCountedForTheOperatorAndForSparksMetrics() throws Exception {
    JobContext context = context();

    try (SongProgressListener counter = SongProgressListener.start(context, "dancing", 10)) {
      LongAccumulator songs = counter.songs();
      List<Integer> ten = IntStream.range(0, 10).boxed().toList();
      context.javaSpark().parallelize(ten, 5).foreach(song -> songs.add(1));
      context.spark().sparkContext().listenerBus().waitUntilEmpty();
    }

    Songs last = advances.get(advances.size() - 1);
    assertThat(last.done()).isEqualTo(10);
    assertThat(last.all()).isEqualTo(10);
    assertThat(last.stage()).isEqualTo("dancing");
    assertThat(advances).isSortedAccordingTo((a, b) -> Long.compare(a.done(), b.done()));
    assertThat(gauge("dancing.songs")).isEqualTo(10L);
  }

  @Test
  void commitsAreToldWhereThereAreSeveral() throws IOException {
    JobContext context = context();
    int group = context.songsPerCommit();

    try (SongProgressListener few = SongProgressListener.start(context, "resting", group);
        SongProgressListener many = SongProgressListener.start(context, "walking", 2L * group)) {
      few.reportCommitted(group);
      many.reportCommitted(group);
    }

    assertThat(commits).hasSize(1);
    assertThat(commits.get(0).stage()).isEqualTo("walking");
  }

  @Test
  void theTimeLeftIsThatOfTheRateSoFar() {
    assertThat(new Songs("s", 30, 120, 60))
        .hasToString("30 of 120 songs, 0.5 a second, 3 min left");
    assertThat(new Songs("s", 60, 120, 60)).hasToString("60 of 120 songs, 1.0 a second, 60 s left");
    assertThat(new Songs("s", 120, 120, 60)).hasToString("120 of 120 songs, 2.0 a second");
    assertThat(new Songs("s", 0, 120, 60)).hasToString("0 of 120 songs, 0.0 a second");
  }

  private static Object gauge(String name) {
    return JavaConverters.seqAsJavaList(
            SparkEnv.get().metricsSystem().getSourcesByName("AccumulatorSource"))
        .stream()
        .map(Source::metricRegistry)
        .filter(registry -> registry.getGauges().containsKey(name))
        .map(registry -> registry.getGauges().get(name).getValue())
        .findFirst()
        .orElseThrow();
  }
}
