package io.soundalike.submit;

import io.soundalike.submit.Processes.Ended;
import io.soundalike.submit.Processes.Witness;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Spark's own launcher, from the jars that the build put together, with the shaded jar. */
record SparkSubmit(
    Path folder, String master, Path log, List<String> options, Map<String, String> environment) {

  /**
   * Of small executors.
   *
   * @param folder for what the process says
   */
  static SparkSubmit to(Path folder, String master) {
    Path log = Processes.root().resolve("conf/log4j2.properties");
    return new SparkSubmit(folder, master, log, List.of(), Map.of());
  }

  /** With more options of its own. */
  SparkSubmit with(String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return new SparkSubmit(folder, master, log, all, environment);
  }

  /** With every word of a package of Spark's in the driver's log. */
  SparkSubmit listeningTo(String logger) throws IOException {
    Path loud = Files.createTempFile(folder, "log4j2", ".properties");
    Files.writeString(
        loud,
        Files.readString(log)
            + """

            logger.loud.name = %s
            logger.loud.level = debug
            logger.loud.additivity = false
            logger.loud.appenderRef.stderr.ref = stderr
            """
                .formatted(logger));
    return new SparkSubmit(folder, master, loud, options, environment);
  }

  /** With each line of a file of properties, as the launcher gives them. */
  SparkSubmit withConf(String file) throws IOException {
    SparkSubmit result = this;
    Properties properties = new Properties();

    try (Reader reader = Files.newBufferedReader(Processes.root().resolve(file))) {
      properties.load(reader);
    }

    for (Map.Entry<Object, Object> line : properties.entrySet()) {
      result = result.with("--conf", line.getKey() + "=" + line.getValue());
    }

    return result;
  }

  /** With a variable of the environment. */
  SparkSubmit withVariable(String name, String value) {
    Map<String, String> all = new HashMap<>(environment);
    all.put(name, value);
    return new SparkSubmit(folder, master, log, options, all);
  }

  /** Runs the jar with these arguments, undisturbed. */
  Ended run(List<String> arguments) throws IOException, InterruptedException {
    return run(arguments, (process, output) -> true);
  }

  /** Runs it before a witness who must see what he waits for. */
  Ended run(List<String> arguments, Witness witness) throws IOException, InterruptedException {
    Path sparkHome = Processes.sparkHome();
    // Without Spark's scripts nobody else puts the cluster's configuration there.
    String conf = environment.getOrDefault("HADOOP_CONF_DIR", "");
    List<String> command = new ArrayList<>(Processes.java());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dlog4j2.configurationFile=" + log,
            "-cp",
            (conf.isEmpty() ? "" : conf + File.pathSeparator) + sparkHome + "/jars/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            master,
            "--properties-file",
            Processes.root().resolve("conf/spark-defaults.conf").toString(),
            "--conf",
            "spark.driver.host=127.0.0.1",
            "--conf",
            "spark.driver.bindAddress=127.0.0.1",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.executor.extraJavaOptions=" + String.join(" ", Processes.SHORT_LIVED),
            "--conf",
            "spark.executor.memory=1g",
            "--conf",
            "spark.executor.cores=1",
            "--conf",
            "spark.sql.shuffle.partitions=4"));
    command.addAll(options);
    command.addAll(List.of("--class", "io.soundalike.submit.Main", Processes.jar().toString()));
    command.addAll(arguments);
    Path home = homeOfThisRun(sparkHome);
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("SPARK_HOME", home.toString());
    variables.put("SPARK_SCALA_VERSION", "2.12");

    try {
      return Processes.run(folder, variables, command, witness);
    } finally {
      deleteJars(home.resolve("work"));
    }
  }

  /**
   * A Spark home whose folder {@code work} is this run's alone: a local cluster starts its
   * executors there, and other tests run at the same time.
   */
  private Path homeOfThisRun(Path sparkHome) throws IOException {
    Path home = Files.createTempDirectory(Files.createDirectories(folder), "spark-home");
    Files.createSymbolicLink(home.resolve("jars"), sparkHome.resolve("jars"));
    return home;
  }

  /** Each executor of a local cluster leaves a copy of ours beside its log. */
  private static void deleteJars(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
          Files.deleteIfExists(jar);
        }
      }
    }
  }
}
