package io.soundalike.submit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts other processes and waits for them. */
final class Processes {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  private Processes() {}

  /** How a process ended, and what it said on both channels. */
  record Ended(int exitCode, String output) {}

  static Path root() {
    return Path.of(System.getProperty("soundalike.root")).toAbsolutePath().normalize();
  }

  static Path jar() {
    return Path.of(System.getProperty("soundalike.jar"));
  }

  /** A folder of the servers that the profile {@code engines} builds. */
  static Path engine(String folder) {
    return Path.of(System.getProperty("soundalike.engines"), folder).toAbsolutePath();
  }

  static Path sparkHome() {
    return Path.of(System.getProperty("soundalike.spark-home")).toAbsolutePath();
  }

  /** Of JVMs that live for a minute: what is compiled well is compiled in vain. */
  static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** A JVM as Spark wants it. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SHORT_LIVED);
    command.addAll(List.of(System.getProperty("soundalike.opens").trim().split("\\s+")));
    return command;
  }

  /** Whether a process is one of Spark's executors. */
  static boolean isExecutor(ProcessHandle process) {
    return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
  }

  /** Looks at a process that runs, and at what it has said. */
  interface Witness {

    /** Whether it has seen what it waited for, and will not be asked again. */
    boolean sees(ProcessHandle process, String output);
  }

  /**
   * Kills, as {@code kill -9} does, one executor of a local cluster once the driver says a word.
   */
  static Witness killerOfAnExecutor(String word) {
    return (process, output) ->
        output.contains(word)
            && process
                .descendants()
                .filter(Processes::isExecutor)
                .findFirst()
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
  }

  /** Kills the driver itself in the same way. */
  static Witness killerOfTheDriver(String word) {
    return (process, output) -> output.contains(word) && process.destroyForcibly();
  }

  static Ended run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    return run(folder, environment, command, (process, output) -> true);
  }

  /** Runs a process before a witness who must see what he waits for. */
  static Ended run(
      Path folder, Map<String, String> environment, List<String> command, Witness witness)
      throws IOException, InterruptedException {
    File log = Files.createTempFile(folder, "process", ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().remove("SPARK_HOME");
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().putAll(environment);
    Process process = builder.start();

    Instant end = Instant.now().plus(LIMIT);
    boolean seen = witness.sees(process.toHandle(), "");

    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      seen = seen || witness.sees(process.toHandle(), Files.readString(log.toPath()));

      if (Instant.now().isAfter(end)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(
            "Still running after %s: %s%n%s"
                .formatted(LIMIT, command, Files.readString(log.toPath())));
      }
    }

    if (!seen) {
      throw new IllegalStateException("Nothing to see: " + Files.readString(log.toPath()));
    }

    return new Ended(process.exitValue(), Files.readString(log.toPath()));
  }
}
