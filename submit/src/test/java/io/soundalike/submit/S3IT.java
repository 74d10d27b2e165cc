package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.Processes.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Songs and catalogue in S3, by Hadoop's S3A and its magic committer, on two executors that prove
 * to each other who they are. What is made is what one machine makes, and no secret is told.
 */
@Tag("engine")
class S3IT {

  /** Found nowhere afterwards. */
  private static final String CANARY = "canary0bird0of0no0other0use";

  private static final Map<String, String> SECRETS =
      Map.of(
          "AWS_ACCESS_KEY_ID", "id0of0the0" + CANARY,
          "AWS_SECRET_ACCESS_KEY", "key0of0the0" + CANARY);

  @TempDir private static Path folder;

  private static Server server;
  private static String endpoint;
  private static Path conf;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server =
        Server.start(
            folder,
            Processes.engine("s3/target/jars") + "/*",
            "com.adobe.testing.s3mock.S3MockApplication",
            "--com.adobe.testing.s3mock.httpPort=0",
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--com.adobe.testing.s3mock.domain.initialBuckets=bucket",
            "--com.adobe.testing.s3mock.domain.root=" + folder.resolve("s3"),
            "--spring.main.banner-mode=off");
    endpoint = "http://127.0.0.1:" + server.says("started on ports? .* (\\d+) \\(http/");
    conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("core-site.xml"), "<configuration/>");
    Ended put = shell("-put", "-d", ShortRun.Undisturbed.get().songs().toString(), "s3a://bucket/");

    assertThat(put.exitCode()).as(put.output()).isZero();
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static Ended shell(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();

    for (String property : settings()) {
      all.addAll(List.of("-D", property));
    }

    all.addAll(List.of(arguments));
    return HadoopShell.run(folder, conf, SECRETS, all.toArray(String[]::new));
  }

  private static List<String> settings() {
    return List.of(
        "fs.s3a.endpoint=" + endpoint,
        "fs.s3a.path.style.access=true",
        // The mock does not understand the header by which S3A asks for an object that has not
        // changed.
        "fs.s3a.change.detection.mode=client",
        // A test fails in minutes.
        "fs.s3a.attempts.maximum=2",
        "fs.s3a.retry.limit=2");
  }

  private static SparkSubmit submit(String master) throws IOException {
    Path events = Files.createDirectories(folder.resolve("events"));
    SparkSubmit submit =
        SparkSubmit.to(folder, master)
            .withConf("conf/s3a.conf")
            .withConf("conf/cluster.conf")
            // A cluster of this kind has no secret of its own; on YARN it is tested.
            .with("--conf", "spark.authenticate=false")
            .with("--conf", "spark.network.crypto.enabled=false")
            .with("--conf", "spark.eventLog.enabled=true")
            .with("--conf", "spark.eventLog.dir=" + events.toUri());

    for (String property : settings()) {
      submit = submit.with("--conf", "spark.hadoop." + property);
    }

    for (Map.Entry<String, String> secret : SECRETS.entrySet()) {
      submit = submit.withVariable(secret.getKey(), secret.getValue());
    }

    return submit;
  }

  @Test
  void anObjectStoreHoldsWhatOneMachineMakesAndNoSecretIsTold()
      throws IOException, InterruptedException {
    String catalogue = "s3a://bucket/catalogue";
    SparkSubmit cluster = submit("local-cluster[2,1,1024]");
    List<String> arguments = ShortRun.arguments("s3a://bucket/music", catalogue);
    Ended first = cluster.run(arguments);

    assertThat(first.exitCode()).as(first.output()).isZero();

    Ended second = cluster.run(arguments);

    assertThat(second.output()).contains("No song had to be analysed or encoded.");
    assertThat(ShortRun.tables(submit("local[2]"), "s3a://bucket/music/", catalogue))
        .isEqualTo(ShortRun.Undisturbed.get().tables());
    assertThat(shell("-cat", catalogue + "/features/fp=*/run=*/_SUCCESS").output())
        .contains("\"committer\" : \"magic\"");
    assertThat(Files.list(folder.resolve("events"))).isNotEmpty();
    assertThat(whoTells(folder)).isEmpty();
  }

  /** Files that hold the secret: logs, events, settings, manifests, the report. */
  private static List<Path> whoTells(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".jar"))
          .filter(S3IT::tells)
          .toList();
    }
  }

  private static boolean tells(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(CANARY);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + file, e);
    }
  }
}
