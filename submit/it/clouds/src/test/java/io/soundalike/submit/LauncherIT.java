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
  void anEmrStepHoldsWhatTheTemplateHolds() throws Exception {
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
  void aJobOfDataprocHoldsTheSame() throws Exception {
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

  /** All of conf, but for what the call itself sets. */
  private static Map<String, String> expected() throws IOException {
    Map<String, String> expected = TemplatesTest.conf("spark-defaults.conf");
    expected.putAll(TemplatesTest.conf("cluster.conf"));
    expected.remove("spark.executor.cores");
    return expected;
  }

  /** Where the master stands is Spark's affair, and a standalone cluster needs a secret to use. */
  @Test
  void processesProveThemselvesWhereTheClusterCanMakeThem() throws Exception {
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
    List<String> arguments = new ArrayList<>(List.of("run", "--dry-run", "--"));
    arguments.addAll(List.of(sparkOptions));
    Process process = launcher(arguments, Map.of("SPARK_HOME", sparkHome.toString()));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("spark.executor.memoryOverhead=4g");
    return said.contains("spark.authenticate=true");
  }

  @Test
  void theSizeOfAnExecutorIsWhatTheDoctorReckons() throws IOException {
    TemplatesTest.assertFits(TemplatesTest.conf("spark-defaults.conf"));
  }

  @Test
  void whatIsMissingIsSaid() throws Exception {
    assertThat(refusal("--runner", "emr")).contains("needs --cluster, the cluster's id");
    assertThat(refusal("--runner", "dataproc", "--cluster", "c", "--jar", "s3://x"))
        .contains("needs --jar with a gs:// address");
    assertThat(refusal("--runner", "emr", "--cluster", "c", "--jar", "s3://x", "--conf", "my.conf"))
        .contains("do not reach a cluster of emr; use --set");
    assertThat(refusal("--runner", "spark")).contains("needs SPARK_HOME");
    assertThat(refusal("--runner", "mars")).contains("use local, spark, emr or dataproc");
    assertThat(refusal("--runner")).contains("--runner needs a value");
  }

  private static String refusal(String... options) throws Exception {
    Process process = launcher(Arrays.asList(options));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

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
    String quoted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

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
