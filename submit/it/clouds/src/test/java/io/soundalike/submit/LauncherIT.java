package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's commands for clusters, as {@code --dry-run} prints them. */
class LauncherIT {

  @TempDir private Path folder;

  private static final List<String> RUN =
      List.of("run", "--input", "a \"b\" \\ c", "--catalogue", "s3://bucket/c", "--set", "map.k=5");

  @Test
  void emrStepHasTheSettingsOfTheTemplate() throws Exception {
    List<String> words =
        dryRun(
            List.of("--runner", "emr", "--cluster", "j-1", "--jar", "s3://b/x-spark.jar"),
            List.of("--num-executors", "4", "--conf", "spark.executor.cores=4"));

    assertThat(words.subList(0, 6))
        .containsExactly("aws", "emr", "add-steps", "--cluster-id", "j-1", "--steps");

    JsonNode step = AwsModel.JSON.readTree(words.get(6)).get(0);
    List<String> args = new ArrayList<>();
    step.get("Args").forEach(arg -> args.add(arg.textValue()));
    SubmitCommand command = SubmitCommand.parse(args.subList(1, args.size()));

    assertThat(step.fieldNames())
        .toIterable()
        .containsExactly("Type", "Name", "ActionOnFailure", "Jar", "Args");
    assertThat(TemplatesTest.characters(args)).isLessThan(10_240);
    assertThat(args.get(0)).isEqualTo("spark-submit");
    assertThat(command.options())
        .containsEntry("--deploy-mode", "cluster")
        .containsEntry("--num-executors", "4")
        .containsEntry("--class", Main.class.getName());
    assertThat(command.conf())
        .containsAllEntriesOf(expected())
        .containsEntry("spark.executor.cores", "4");
    assertThat(command.jar()).isEqualTo("s3://b/x-spark.jar");
    assertThat(command.arguments()).isEqualTo(RUN);
  }

  @Test
  void dataprocJobHasTheSameSettings() throws Exception {
    List<String> words =
        dryRun(
            List.of("--runner", "dataproc", "--cluster", "c", "--jar", "gs://b/x-spark.jar"),
            List.of("--region", "europe-west1", "--conf", "spark.executor.instances=3"));
    int end = words.indexOf("--");
    String properties =
        words.stream().filter(w -> w.startsWith("--properties=^~^")).findFirst().orElseThrow();
    List<String> pairs = List.of(properties.substring("--properties=^~^".length()).split("~"));

    assertThat(words.subList(0, 5))
        .containsExactly("gcloud", "dataproc", "jobs", "submit", "spark");
    assertThat(words.subList(5, end))
        .contains("--cluster=c", "--class=" + Main.class.getName(), "--jars=gs://b/x-spark.jar")
        .containsSubsequence("--region", "europe-west1");
    assertThat(words.subList(end + 1, words.size())).isEqualTo(RUN);
    expected().forEach((key, value) -> assertThat(pairs).contains(key + "=" + value));
    assertThat(pairs)
        .contains("spark.executor.instances=3", "spark.submit.deployMode=cluster")
        .allMatch(pair -> pair.startsWith("spark."));
  }

  /** All settings of conf, except those that the test itself sets. */
  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = TemplatesTest.conf("spark-defaults.conf");
    expected.putAll(TemplatesTest.conf("cluster.conf"));
    expected.remove("spark.executor.cores");
    return expected;
  }

  /** A standalone cluster authenticates only with a secret, local masters never. */
  @Test
  void authenticationIsOnWhereTheClusterSupportsIt() throws Exception {
    Path spark = Files.createDirectories(folder.resolve("spark/bin")).getParent();
    Path submit = Files.writeString(spark.resolve("bin/spark-submit"), "#!/bin/sh\n");
    Path conf = Files.createDirectories(spark.resolve("conf")).resolve("spark-defaults.conf");

    assertThat(submit.toFile().setExecutable(true)).isTrue();
    assertThat(authenticates(spark, "--master", "yarn")).isTrue();
    assertThat(authenticates(spark, "--master", "local[2]")).isFalse();
    assertThat(authenticates(spark, "--master=spark://a:1")).isFalse();
    assertThat(authenticates(spark, "--conf", "spark.master=spark://a:1")).isFalse();
    assertThat(
            authenticates(
                spark, "--master", "spark://a:1", "--conf", "spark.authenticate.secret=x"))
        .isTrue();

    Files.writeString(conf, "spark.master  spark://a:1\n");
    assertThat(authenticates(spark)).isFalse();
    assertThat(authenticates(spark, "--master", "yarn")).isTrue();

    Files.writeString(conf, "spark.master  spark://a:1\nspark.authenticate.secret=x\n");
    assertThat(authenticates(spark)).isTrue();
  }

  private static boolean authenticates(Path sparkHome, String... sparkOptions) throws Exception {
    List<String> arguments = new ArrayList<>(RUN);
    arguments.addAll(List.of("--dry-run", "--"));
    arguments.addAll(List.of(sparkOptions));
    Process process = launcher(arguments, Map.of("SPARK_HOME", sparkHome.toString()));
    String said = said(process);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("spark.executor.memoryOverhead=4g");
    return said.contains("spark.authenticate=true");
  }

  @Test
  void executorSizeMatchesTheEstimateOfTheDoctor() throws IOException {
    TemplatesTest.assertFits(TemplatesTest.conf("spark-defaults.conf"));
  }

  @Test
  void wrongOptionsOfTheLauncherAreRefused() throws Exception {
    assertThat(refusal("--runner", "emr")).contains("needs --cluster, the cluster's id");
    assertThat(refusal("--runner", "dataproc", "--cluster", "c", "--jar", "s3://x"))
        .contains("needs --jar with a gs:// address");
    assertThat(refusal("--runner", "emr", "--cluster", "c", "--jar", "s3://x", "--conf", "my.conf"))
        .contains("settings files are not copied to a cluster of emr; use --set");
    assertThat(refusal("--runner", "spark")).contains("needs SPARK_HOME");
    assertThat(refusal("--runner", "mars"))
        .contains("expected local, spark, emr or dataproc, got 'mars'");
    assertThat(refusal("--runner")).contains("--runner needs a value");
    assertThat(refusal("--runner=")).contains("--runner needs a value");
    assertThat(refusal("--cluster", "--dry-run")).contains("--cluster needs a value");
    assertThat(refusal("--dry-run=no")).contains("--dry-run takes no value");
    assertThat(refusal("run", "--cluster=j-1"))
        .contains("--cluster is for --runner emr or dataproc");
    assertThat(refusal("run", "--jar", "x.jar")).contains("--jar is for --runner emr or dataproc");
  }

  @Test
  void valuesMayFollowAnEqualsSign() throws Exception {
    List<String> cluster = List.of("--runner", "emr", "--cluster", "j-1", "--jar", "s3://b/x.jar");

    assertThat(dryRun(List.of("--runner=emr", "--cluster=j-1", "--jar=s3://b/x.jar"), List.of()))
        .isEqualTo(dryRun(cluster, List.of()));
  }

  @Test
  void aDryRunNeedsNoSparkToPrintTheCommand() throws Exception {
    Process process = launcher(with(RUN, "--runner", "spark", "--dry-run"));
    String printed = said(process);

    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed)
        .startsWith("\"$SPARK_HOME\"/bin/spark-submit --class io.soundalike.submit.Main --conf ");
  }

  @Test
  void aDryRunChecksArgumentsAndSettings() throws Exception {
    List<String> emr =
        with(RUN, "--runner=emr", "--cluster=j-1", "--jar=s3://b/x.jar", "--dry-run");

    assertThat(checked(with(emr, "--set", "map.k=1"))).contains("map.k").doesNotContain("aws ");
    assertThat(checked(with(emr, "--inputt", "x")))
        .startsWith("soundalike: unknown option --inputt; did you mean --input?");
    assertThat(checked(List.of("run", "--dry-run")))
        .startsWith("soundalike: run needs --catalogue and --input.");
  }

  private static String checked(List<String> arguments) throws Exception {
    Process process = launcher(arguments);
    String said = said(process);

    assertThat(process.exitValue()).as(said).isEqualTo(2);
    return said;
  }

  /** A failure is one sentence on the terminal, and a stack trace in the log or by --debug. */
  @Test
  void stackTracesGoToTheLogFile() throws Exception {
    List<String> wrong = List.of("similar", "--catalogue", "c", "--top", "0", "song");
    Map<String, String> state = Map.of("XDG_STATE_HOME", folder.toString());
    Path log = folder.resolve("soundalike/soundalike.log");

    assertThat(said(launcher(wrong, state)))
        .isEqualTo("soundalike: --top: expected at least 1, got 0.\n");
    assertThat(log)
        .content()
        .contains("similar failed: --top: expected at least 1, got 0.")
        .contains("\tat io.soundalike.submit.command.SimilarCommand.call");
    assertThat(said(launcher(with(wrong, "--debug"), state)))
        .contains("\tat io.soundalike.submit.command.SimilarCommand.call")
        .endsWith("soundalike: --top: expected at least 1, got 0.\n");
  }

  @Test
  void aLogFileThatCannotBeWrittenIsLeftOut() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    List<String> wrong = List.of("similar", "--catalogue", "c", "--top", "0", "song");

    assertThat(said(launcher(wrong, Map.of("XDG_STATE_HOME", file.toString()))))
        .isEqualTo("soundalike: --top: expected at least 1, got 0.\n");
  }

  private static List<String> with(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private static String said(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String refusal(String... options) throws Exception {
    Process process = launcher(Arrays.asList(options));
    String said = said(process);

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(said.lines()).hasSize(1).allMatch(line -> line.startsWith("soundalike: "));
    return said;
  }

  /** The words of the command that would run. */
  private static List<String> dryRun(List<String> options, List<String> sparkOptions)
      throws Exception {
    List<String> all = new ArrayList<>(RUN);
    all.addAll(options);
    all.addAll(List.of("--dry-run", "--"));
    all.addAll(sparkOptions);
    Process process = launcher(all);
    String quoted = said(process);

    assertThat(process.waitFor()).as(quoted).isZero();

    String print = "eval \"words=($0)\"; printf '%s\\0' \"${words[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", print, quoted.strip()).start();
    String words = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return List.of(words.split("\0"));
  }

  private static Process launcher(List<String> arguments) throws Exception {
    return launcher(arguments, Map.of());
  }

  private static Process launcher(List<String> arguments, Map<String, String> environment)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(TemplatesTest.root().resolve("submit/bin/soundalike").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process;
  }
}
