package io.soundalike.submit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a JVM of its own, until it is closed; with it go the processes that it started. */
final class Server implements AutoCloseable {

  private static final int LIMIT_SECONDS = 90;

  private final Process process;
  private final Path log;

  private Server(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a main class of Spark's own jars. */
  static Server ofSpark(Path folder, String mainClass, String... arguments) throws IOException {
    return start(folder, Processes.sparkHome() + "/jars/*", mainClass, arguments);
  }

  /**
   * Starts a main class.
   *
   * @param classPath where it is found
   */
  static Server start(Path folder, String classPath, String mainClass, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(Processes.java());
    command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + folder));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "server", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "SPARK_HOME",
                Processes.sparkHome().toString(),
                "SPARK_SCALA_VERSION",
                "2.12",
                "SPARK_LOCAL_IP",
                "127.0.0.1"));
    return new Server(builder.start(), log);
  }

  /** Waits until it says something; gives the first group of the pattern. */
  String says(String pattern) throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(pattern);

    for (int i = 0; i < LIMIT_SECONDS * 10 && process.isAlive(); i++) {
      Matcher matcher = wanted.matcher(Files.readString(log));

      if (matcher.find()) {
        return matcher.group(1);
      }

      TimeUnit.MILLISECONDS.sleep(100);
    }

    throw new IllegalStateException("It never said " + pattern + ": " + Files.readString(log));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();

    try {
      process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
