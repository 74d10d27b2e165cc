package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.Processes.Ended;
import io.soundalike.submit.Processes.Witness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Spark cluster of a master and two workers, each a process, through which the shaded jar runs by
 * SparkSubmit: what it makes is what one machine makes that nobody disturbs.
 */
@Tag("engine")
class StandaloneIT {

  @TempDir private static Path folder;

  /** The cluster of this test. */
  private static final class Cluster implements AutoCloseable {

    private final List<Server> servers = new ArrayList<>();
    private String url = "";

    static Cluster start() throws IOException, InterruptedException {
      Cluster cluster = new Cluster();

      try {
        Server master =
            cluster.server(
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        cluster.url = master.says("Starting Spark master at (spark://\\S+)");
        Server one = cluster.worker();
        Server two = cluster.worker();
        one.says("(Successfully registered) with master");
        two.says("(Successfully registered) with master");
        return cluster;
      } catch (IOException | InterruptedException | RuntimeException e) {
        cluster.close();
        throw e;
      }
    }

    private Server server(String mainClass, List<String> arguments) throws IOException {
      Server server = Server.ofSpark(folder, mainClass, arguments.toArray(String[]::new));
      servers.add(server);
      return server;
    }

    private Server worker() throws IOException {
      List<String> arguments =
          new ArrayList<>(List.of("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
      arguments.addAll(List.of("--cores", "2", "--memory", "3g"));
      arguments.addAll(List.of("--work-dir", folder.resolve("work").toString(), url));
      return server("org.apache.spark.deploy.worker.Worker", arguments);
    }

    String url() {
      return url;
    }

    /** Kills, as {@code kill -9} does, one executor at each of these words of the driver. */
    Witness killerOfExecutors(String... words) {
      int[] next = {0};
      return (driver, output) -> {
        if (output.contains(words[next[0]]) && killOne()) {
          next[0]++;
        }

        return next[0] == words.length;
      };
    }

    private boolean killOne() {
      return servers.stream()
          .flatMap(server -> server.handle().descendants())
          .filter(Processes::isExecutor)
          .findFirst()
          .map(ProcessHandle::destroyForcibly)
          .orElse(false);
    }

    @Override
    public void close() throws IOException {
      for (Server server : servers) {
        server.close();
      }
    }
  }

  @Test
  void executorsKilledInClientModeChangeNothing() throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start()) {
      assertLikeOneMachine(
          cluster, "client", List.of(), cluster.killerOfExecutors("features  ", "epoch  1/2"));
    }
  }

  @Test
  void clusterModeMakesWhatOneMachineMakes() throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start()) {
      // Its exit code says nothing: Spark's client ends with 0 however the driver ended.
      assertLikeOneMachine(
          cluster,
          "cluster",
          List.of(
              "--deploy-mode", "cluster",
              "--driver-memory", "1g",
              "--conf", "spark.cores.max=2",
              "--conf", "spark.standalone.submit.waitAppCompletion=true"),
          (process, output) -> true);
    }
  }

  private static void assertLikeOneMachine(
      Cluster cluster, String name, List<String> options, Witness witness)
      throws IOException, InterruptedException {
    ShortRun.Undisturbed one = ShortRun.Undisturbed.get();
    String catalogue = folder.resolve(name).toString();
    Ended ended =
        SparkSubmit.to(folder, cluster.url())
            .with(options.toArray(String[]::new))
            .run(ShortRun.arguments(one.songs().toString(), catalogue), witness);

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertSame(one, catalogue);
  }

  private static void assertSame(ShortRun.Undisturbed one, String catalogue)
      throws IOException, InterruptedException {
    SparkSubmit local = SparkSubmit.to(folder, "local[2]");
    assertThat(ShortRun.tables(local, one.input(), catalogue)).isEqualTo(one.tables());
  }

  @Test
  void aDriverKilledInOneStageAfterTheOtherLosesNothing() throws IOException, InterruptedException {
    ShortRun.Undisturbed one = ShortRun.Undisturbed.get();
    String catalogue = folder.resolve("killed").toString();
    List<String> arguments = ShortRun.arguments(one.songs().toString(), catalogue);
    SparkSubmit local = SparkSubmit.to(folder, "local[2]");

    for (String stage : List.of("features", "train", "neighbours", "report")) {
      Ended killed = local.run(arguments, killerWithin(stage));

      assertThat(killed.exitCode()).as(killed.output()).isNotZero();
    }

    Ended last = local.run(arguments);

    assertThat(last.exitCode()).as(last.output()).isZero();
    assertThat(last.output()).contains("No song had to be analysed or encoded.");
    assertSame(one, catalogue);
  }

  /** Kills the driver at some moment after a stage has begun. */
  private static Witness killerWithin(String stage) {
    return (driver, output) -> {
      if (!output.contains("%-10s  ...".formatted(stage))) {
        return false;
      }

      try {
        // The last stage may be over soon.
        TimeUnit.MILLISECONDS.sleep(stage.equals("report") ? 0 : (long) (Math.random() * 700));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }

      return driver.destroyForcibly();
    };
  }
}
