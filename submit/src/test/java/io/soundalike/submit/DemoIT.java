package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.soundalike.submit.Processes.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar as its users start it: on executor JVMs of its own, and by the launcher. */
class DemoIT {

  /** Short by settings; every stage is the real one. */
  private static final List<String> SHORT =
      List.of(
          "--songs", "15",
          "--seconds", "8",
          "--set", "training.max-epochs=2",
          "--set", "training.patches-per-song=2",
          "--set", "map.max-iter=200");

  /** Exit code of a process that was killed. */
  private static final int SIGKILL = 128 + 9;

  @TempDir private Path folder;

  @Test
  void demoRunsThoughExecutorAndDriverAreKilled() throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("demo", "--output", folder.resolve("demo").toString()));
    arguments.addAll(SHORT);
    Ended first =
        SparkSubmit.to(folder, "local-cluster[2,1,1024]")
            .run(arguments, Processes.killerOfAnExecutor("epoch  1/2"));

    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(first.output())
        .contains("15 songs analysed, 0 quarantined")
        .contains("epoch  2/2")
        .contains("Known pairs, by harmony: rank of each partner among 14 other songs")
        .contains("Second Sunrise (cover) - Ilse Marten Quartet")
        .contains("mean rank")
        .contains("by chance it would be 7.5")
        .contains("of the songs the nearest song is by the same artist")
        .doesNotContain("do not run through oneDNN");
    assertThat(folder.resolve("demo/report/index.html"))
        .content()
        .contains("Paper Boats - The Tin Lanterns")
        .contains("songs with the same artist are relevant");
    assertThat(folder.resolve("demo/pairs.csv")).content().contains("06_Second_Sunrise.mp3");

    // Trained again, in one JVM whose driver is killed on the way, the model is the same.
    Path models = folder.resolve("demo/catalogue/models");
    byte[] parameters = parameters(models);
    Files.move(models, folder.resolve("first models"));
    Ended killed =
        SparkSubmit.to(folder, "local[2]")
            .run(arguments, Processes.killerOfTheDriver("epoch  1/2"));

    assertThat(killed.exitCode()).isEqualTo(SIGKILL);
    assertThat(killed.output()).doesNotContain("epoch  2/2");

    Ended second = SparkSubmit.to(folder, "local[2]").run(arguments);

    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output())
        .contains("epoch  2/2")
        .contains("No song had to be analysed or encoded.");
    assertThat(parameters(models)).isEqualTo(parameters);
    leaveReport();
  }

  /** For submit/it/browser, which opens it and listens. */
  private void leaveReport() throws IOException, InterruptedException {
    Path left = Processes.root().resolve("submit/target/demo-report");
    List<String> arguments = new ArrayList<>(List.of("export", "--json", "--excerpts", "2"));
    arguments.addAll(List.of("--catalogue", folder.resolve("demo/catalogue").toString()));
    arguments.addAll(List.of("--to", left.toString()));
    arguments.addAll(SHORT.subList(SHORT.indexOf("--set"), SHORT.size()));
    Ended ended = SparkSubmit.to(folder, "local[2]").run(arguments);

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output())
        .contains("\"event\":\"result\",\"file\":\"" + left.resolve("features.csv"))
        .contains("\"file\":\"" + left.resolve("index.html"))
        .doesNotContain("exported.");
    assertThat(left.resolve("excerpts/000014.mp3")).isNotEmptyFile();
  }

  private static byte[] parameters(Path models) throws IOException {
    try (Stream<Path> files = Files.walk(models)) {
      return Files.readAllBytes(
          files.filter(f -> f.endsWith("parameters.f32")).findFirst().orElseThrow());
    }
  }

  @Test
  void theLauncherRunsWithoutSpark() throws IOException, InterruptedException {
    Ended help = launcher(Map.of(), "run", "--help");

    assertThat(help.exitCode()).as(help.output()).isZero();
    assertThat(help.output()).contains("Example: soundalike run --input");
    assertThat(launcher(Map.of(), "run", "--input", "x").exitCode()).isEqualTo(2);
  }

  @Test
  void theLauncherShowsItsCommand() throws IOException, InterruptedException {
    Ended local = launcher(Map.of(), "run", "--input", "a b", "--catalogue", "c", "--dry-run");

    assertThat(local.exitCode()).isZero();
    assertThat(local.output())
        .contains("io.soundalike.submit.Main run --input a\\ b --catalogue c");

    Path bin = Files.createDirectories(folder.resolve("spark/bin"));
    Path submit = Files.writeString(bin.resolve("spark-submit"), "#!/bin/sh\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Ended cluster =
        launcher(
            Map.of("SPARK_HOME", folder.resolve("spark").toString()),
            "run",
            "--input",
            "a",
            "--catalogue",
            "c",
            "--dry-run",
            "--",
            "--master",
            "yarn");

    assertThat(cluster.output())
        .contains("spark-submit --class io.soundalike.submit.Main")
        .contains("--master yarn")
        .contains("-spark.jar run --input a");

    Ended refused = launcher(Map.of(), "run", "--", "--master", "yarn");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("SPARK_HOME names no Spark");
  }

  @Test
  void theLauncherBuildsOnFirstUse() throws IOException, InterruptedException {
    Path bin = Files.createDirectories(folder.resolve("fresh/submit/bin"));
    Path script = bin.resolve("soundalike");
    Files.copy(
        Processes.root().resolve("submit/bin/soundalike"),
        script,
        StandardCopyOption.COPY_ATTRIBUTES);
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path maven =
        Files.writeString(
            tools.resolve("mvn"),
            "#!/bin/sh\n"
                + "mkdir -p submit/target submit/spark-home/target/jars\n"
                + "touch submit/target/soundalike-9-spark.jar\n");
    assertThat(maven.toFile().setExecutable(true)).isTrue();
    // The jar is empty: a Java that checks arguments would find no class in it.
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    assertThat(Files.writeString(java, "#!/bin/sh\n").toFile().setExecutable(true)).isTrue();
    Map<String, String> path =
        Map.of(
            "PATH",
            tools + ":" + System.getenv("PATH"),
            "JAVA_HOME",
            folder.resolve("jdk").toString());
    List<String> command = List.of(script.toString(), "demo", "--dry-run");

    assertThat(Processes.run(folder, path, command).output())
        .contains("Building soundalike")
        .contains("soundalike-9-spark.jar");
    assertThat(Processes.run(folder, path, command).output()).doesNotContain("Building");

    Files.delete(folder.resolve("fresh/submit/target/soundalike-9-spark.jar"));
    Files.writeString(maven, "#!/bin/sh\nexit 1\n");
    Ended failed = Processes.run(folder, path, command);

    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.output()).contains("the build failed");
  }

  private Ended launcher(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Processes.root().resolve("submit/bin/soundalike").toString());
    command.addAll(List.of(arguments));
    return Processes.run(folder, environment, command);
  }
}
