package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.Processes.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * YARN with two node managers, and HDFS for songs and catalogue, under conf/cluster.conf: signed
 * and encrypted. What both deploy modes make is what one machine makes.
 */
@Tag("engine")
class HadoopIT {

  @TempDir private static Path folder;

  private static Server server;
  private static String hdfs;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Path engines = Processes.engine("target");
    server =
        Server.start(
            folder,
            engines + "/classes:" + engines + "/jars/*:" + Processes.sparkHome() + "/jars/*",
            "io.soundalike.engines.HadoopCluster",
            folder.toString());
    hdfs = server.says("HDFS is (\\S+)");
    Ended put =
        HadoopShell.run(
            folder,
            folder.resolve("conf"),
            Map.of(),
            "-put",
            ShortRun.Undisturbed.get().songs().toString(),
            hdfs + "/music");

    assertThat(put.exitCode()).as(put.output()).isZero();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void clientModeMakesWhatOneMachineMakes() throws IOException, InterruptedException {
    Ended ended =
        assertLikeOneMachine(
            onYarn("client").listeningTo("org.apache.spark.network.crypto"), "client");

    // Said once a caller has proved the secret, and the cipher of its connection is in place.
    assertThat(ended.output()).contains("Authorization successful for client");
  }

  /** As on a cluster whose own Java is too old: a JDK comes along in an archive. */
  @Test
  void clusterModeMakesWhatOneMachineMakes() throws IOException, InterruptedException {
    Path used = folder.resolve("used");
    SparkSubmit submit =
        onYarn("cluster")
            .with("--conf", "spark.yarn.dist.archives=" + jdkThatTells(used).toUri() + "#jdk")
            .with("--conf", "spark.yarn.appMasterEnv.JAVA_HOME=./jdk/home")
            .with("--conf", "spark.executorEnv.JAVA_HOME=./jdk/home");
    assertLikeOneMachine(submit, "cluster");

    // Of the driver and two executors.
    assertThat(Files.readAllLines(used)).hasSizeGreaterThanOrEqualTo(3);
  }

  /** An archive with a {@code java} that leaves a line and becomes the real one. */
  private static Path jdkThatTells(Path used) throws IOException, InterruptedException {
    Path java = Files.createDirectories(folder.resolve("jdk/home/bin")).resolve("java");
    Files.writeString(
        java,
        "#!/bin/sh\necho $$ >> %s\nexec %s/bin/java \"$@\"\n"
            .formatted(used, System.getProperty("java.home")));

    assertThat(java.toFile().setExecutable(true)).isTrue();

    Path archive = folder.resolve("jdk.tar.gz");
    List<String> tar =
        List.of("tar", "czf", archive.toString(), "-C", folder.resolve("jdk").toString(), "home");

    assertThat(Processes.run(folder, Map.of(), tar).exitCode()).isZero();
    return archive;
  }

  @Test
  void aFailureOfTheDriverIsOneOfTheCommand() throws IOException, InterruptedException {
    Ended ended = onYarn("cluster").run(ShortRun.arguments(hdfs + "/nothing", hdfs + "/empty"));

    assertThat(ended.exitCode()).isNotZero();
    assertThat(ended.output()).containsPattern("Application application_\\S+ finished with failed");
  }

  private static Ended assertLikeOneMachine(SparkSubmit submit, String mode)
      throws IOException, InterruptedException {
    String catalogue = hdfs + "/catalogue-" + mode;
    Ended ended = submit.run(ShortRun.arguments(hdfs + "/music", catalogue));

    assertThat(ended.exitCode()).as(ended.output()).isZero();

    SparkSubmit local = SparkSubmit.to(folder, "local[2]");
    assertThat(ShortRun.tables(local, hdfs + "/music/", catalogue))
        .isEqualTo(ShortRun.Undisturbed.get().tables());
    return ended;
  }

  private static SparkSubmit onYarn(String mode) throws IOException {
    List<String> options = new ArrayList<>(List.of("--deploy-mode", mode));

    for (String property :
        List.of(
            "spark.driver.memory=1g",
            "spark.driver.memoryOverhead=384m",
            "spark.executor.memoryOverhead=1280m",
            "spark.executor.instances=2",
            "spark.yarn.maxAppAttempts=1",
            "spark.yarn.report.interval=1s",
            // A driver on a node is called by the node's name.
            "spark.driver.bindAddress=" + (mode.equals("cluster") ? "0.0.0.0" : "127.0.0.1"),
            // Nothing but our own jar has to be copied to the nodes.
            "spark.yarn.jars=local:" + Processes.sparkHome() + "/jars/*")) {
      options.addAll(List.of("--conf", property));
    }

    // Numbers are equal where BLAS takes the same kernels, and YARN hands no variables on.
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("OPENBLAS_")) {
                options.addAll(
                    List.of(
                        "--conf", "spark.executorEnv." + name + "=" + value,
                        "--conf", "spark.yarn.appMasterEnv." + name + "=" + value));
              }
            });

    return SparkSubmit.to(folder, "yarn")
        .withVariable("HADOOP_CONF_DIR", folder.resolve("conf").toString())
        .withConf("conf/cluster.conf")
        .with(options.toArray(String[]::new));
  }
}
