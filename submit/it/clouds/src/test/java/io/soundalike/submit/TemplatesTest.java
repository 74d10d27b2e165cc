package io.soundalike.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.dataproc.v1.Batch;
import com.google.cloud.dataproc.v1.SparkJob;
import com.google.cloud.dataproc.v1.SubmitJobRequest;
import com.google.cloud.dataproc.v1.WorkflowTemplate;
import io.soundalike.model.MemoryPlan;
import io.soundalike.settings.SettingsReader;
import io.soundalike.submit.AwsModel.Names;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.emr.model.ActionOnFailure;
import software.amazon.awssdk.services.emr.model.Configuration;
import software.amazon.awssdk.services.emr.model.HadoopJarStepConfig;
import software.amazon.awssdk.services.emr.model.InstanceRoleType;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emrserverless.model.JobDriver;
import software.amazon.awssdk.services.emrserverless.model.StartJobRunRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;

/** The templates are what the clouds take, what our command line takes, and what conf says. */
class TemplatesTest {

  /** The most that EMR takes of all texts of a step. */
  private static final int STEP_CHARACTERS = 10_240;

  private static final long MIB = 1 << 20;

  static Path root() {
    return Path.of(System.getProperty("soundalike.root")).toAbsolutePath().normalize();
  }

  /** A file of Spark's own settings, read as spark-submit reads it. */
  static Map<String, String> conf(String name) throws IOException {
    Properties properties = new Properties();

    try (Reader reader = Files.newBufferedReader(root().resolve("conf").resolve(name))) {
      properties.load(reader);
    }

    Map<String, String> conf = new TreeMap<>();
    properties.forEach((key, value) -> conf.put((String) key, ((String) value).strip()));
    return conf;
  }

  private static String template(String name) throws IOException {
    return Files.readString(root().resolve("submit").resolve(name));
  }

  @Test
  void theStepOfEmrRunsOnACluster() throws IOException {
    JsonNode steps = AwsModel.JSON.readTree(template("emr/step.json"));

    assertThat(steps).hasSize(1);

    JsonNode step = steps.get(0);

    // The command line's own form of a step, from which it makes the API's.
    assertThat(step.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("Type", "Name", "ActionOnFailure", "Jar", "Args");
    assertThat(ActionOnFailure.fromValue(step.get("ActionOnFailure").textValue()))
        .isNotEqualTo(ActionOnFailure.UNKNOWN_TO_SDK_VERSION);

    String api = "{\"Jar\": %s, \"Args\": %s}".formatted(step.get("Jar"), step.get("Args"));
    HadoopJarStepConfig jarStep =
        new AwsModel(Names.OWN).read(api, HadoopJarStepConfig.builder(), HadoopJarStepConfig.class);
    SubmitCommand command = submitOf(jarStep);

    assertThat(characters(jarStep.args())).isLessThan(STEP_CHARACTERS);
    assertOnYarn(command.conf());
    assertOurs(command.mainClass(), command.jar(), command.arguments(), "s3://");
  }

  @Test
  void theClusterOfEmrComesAndGoesForARun() throws IOException {
    RunJobFlowRequest request =
        new AwsModel(Names.OWN)
            .read(
                template("emr/cluster.json"), RunJobFlowRequest.builder(), RunJobFlowRequest.class);

    assertThat(request.name()).isNotBlank();
    assertThat(request.releaseLabel()).startsWith("emr-7.");
    assertThat(request.bootstrapActions()).isEmpty();
    assertThat(request.instances().keepJobFlowAliveWhenNoSteps()).isFalse();
    assertThat(request.instances().instanceGroups())
        .extracting(group -> group.instanceRole())
        .containsExactly(InstanceRoleType.MASTER, InstanceRoleType.CORE);

    StepConfig step = request.steps().get(0);
    SubmitCommand command = submitOf(step.hadoopJarStep());

    assertThat(step.actionOnFailure()).isEqualTo(ActionOnFailure.TERMINATE_CLUSTER);
    assertOurs(command.mainClass(), command.jar(), command.arguments(), "s3://");
    assertThat(request.configurations()).isEqualTo(configurations());
    assertOnYarn(request.configurations().get(0).properties());
  }

  private static List<Configuration> configurations() throws IOException {
    String configurations = "{\"Configurations\": " + template("emr/configurations.json") + "}";
    return new AwsModel(Names.OWN)
        .read(configurations, RunJobFlowRequest.builder(), RunJobFlowRequest.class)
        .configurations();
  }

  @Test
  void aJobOfEmrServerlessIsWhatItsScheduleStarts() throws IOException {
    StartJobRunRequest request =
        new AwsModel(Names.OWN)
            .read(
                template("emr/serverless-job.json"),
                StartJobRunRequest.builder(),
                StartJobRunRequest.class);
    Map<String, String> conf =
        request.configurationOverrides().applicationConfiguration().get(0).properties();

    assertThat(request.applicationId()).isNotBlank();
    assertThat(request.executionRoleArn()).startsWith("arn:aws:iam::");
    assertThat(request.jobDriver().type()).isEqualTo(JobDriver.Type.SPARK_SUBMIT);
    assertThat(request.jobDriver().sparkSubmit().sparkSubmitParameters())
        .isEqualTo("--class " + Main.class.getName());
    assertOurs(
        Main.class.getName(),
        request.jobDriver().sparkSubmit().entryPoint(),
        request.jobDriver().sparkSubmit().entryPointArguments(),
        "s3://");
    assertServerless(conf, "spark.emr-serverless.driverEnv.");

    CreateScheduleRequest schedule =
        new AwsModel(Names.OWN)
            .read(
                template("emr/serverless-schedule.json"),
                CreateScheduleRequest.builder(),
                CreateScheduleRequest.class);
    StartJobRunRequest scheduled =
        new AwsModel(Names.CAPITALS)
            .read(
                schedule.target().input(), StartJobRunRequest.builder(), StartJobRunRequest.class);

    assertThat(schedule.name()).isNotBlank();
    assertThat(schedule.scheduleExpression()).startsWith("cron(");
    assertThat(schedule.flexibleTimeWindow().mode().toString()).isEqualTo("OFF");
    assertThat(schedule.target().arn())
        .isEqualTo("arn:aws:scheduler:::aws-sdk:emrserverless:startJobRun");
    assertThat(scheduled.clientToken()).isEqualTo("<aws.scheduler.execution-id>");
    assertThat(scheduled.toBuilder().clientToken(request.clientToken()).build()).isEqualTo(request);
  }

  @Test
  void jobAndWorkflowOfDataprocRunTheSame() throws IOException {
    SubmitJobRequest request =
        (SubmitJobRequest)
            GoogleModel.read(
                template("dataproc/job.json"),
                SubmitJobRequest.newBuilder(),
                "projectId",
                "region");
    WorkflowTemplate workflow =
        (WorkflowTemplate)
            GoogleModel.read(
                template("dataproc/workflow-template.json"),
                WorkflowTemplate.newBuilder(),
                "id",
                "name");
    SparkJob job = request.getJob().getSparkJob();

    assertThat(workflow.getJobs(0).getSparkJob()).isEqualTo(job);
    assertThat(
            workflow.getPlacement().getManagedCluster().getConfig().getInitializationActionsList())
        .isEmpty();
    assertOurs(job.getMainClass(), job.getJarFileUris(0), job.getArgsList(), "gs://");
    assertOnYarn(job.getPropertiesMap());
    // Images have Java 11: a JDK comes along, which only a driver on a node can use.
    assertThat(job.getPropertiesMap())
        .containsEntry("spark.submit.deployMode", "cluster")
        .containsEntry("spark.yarn.dist.archives", "gs://BUCKET/jdk-17.tar.gz#jdk")
        .containsEntry("spark.executorEnv.JAVA_HOME", "./jdk/JDK_FOLDER")
        .containsEntry("spark.yarn.appMasterEnv.JAVA_HOME", "./jdk/JDK_FOLDER");
  }

  @Test
  void aBatchOfDataprocServerlessHasTheRuntimeOfOurScala() throws IOException {
    Batch batch =
        (Batch) GoogleModel.read(template("dataproc/serverless-batch.json"), Batch.newBuilder());

    assertThat(batch.getRuntimeConfig().getVersion()).isEqualTo("1.2");
    assertOurs(
        batch.getSparkBatch().getMainClass(),
        batch.getSparkBatch().getJarFileUris(0),
        batch.getSparkBatch().getArgsList(),
        "gs://");
    assertServerless(batch.getRuntimeConfig().getPropertiesMap(), "spark.dataproc.driverEnv.");
  }

  @Test
  void whatTheCloudsDoNotKnowIsFound() throws IOException {
    String step = "{\"jar\": \"command-runner.jar\"}";
    assertThatThrownBy(
            () ->
                new AwsModel(Names.OWN)
                    .read(step, HadoopJarStepConfig.builder(), HadoopJarStepConfig.class))
        .hasMessageContaining("$: one of [Args, Jar, MainClass, Properties] is wanted, not jar");

    String batch = template("dataproc/serverless-batch.json");
    assertThatThrownBy(
            () -> GoogleModel.read(batch.replace("mainClass", "mainKlass"), Batch.newBuilder()))
        .hasMessageContaining("mainKlass");
    assertThatThrownBy(
            () -> GoogleModel.read(batch.replace("mainClass", "main_class"), Batch.newBuilder()))
        .hasMessageContaining("$.sparkBatch.main_class is no name of a field");
    assertThatThrownBy(() -> GoogleModel.read("{\"state\": \"RUNNING\"}", Batch.newBuilder()))
        .hasMessageContaining("$.state is the service's to set");
  }

  private static SubmitCommand submitOf(HadoopJarStepConfig step) {
    assertThat(step.jar()).isEqualTo("command-runner.jar");
    assertThat(step.args()).startsWith("spark-submit", "--deploy-mode", "cluster");
    return SubmitCommand.parse(step.args().subList(1, step.args().size()));
  }

  static int characters(List<String> texts) {
    return texts.stream().mapToInt(String::length).sum();
  }

  /** The class and the jar are there, and the command line understands the arguments. */
  static void assertOurs(String mainClass, String jar, List<String> arguments, String scheme)
      throws IOException {
    String pom = Files.readString(root().resolve("pom.xml"));

    assertThat(mainClass).isEqualTo(Main.class.getName());
    assertThat(jar).startsWith(scheme).endsWith("-spark.jar");
    assertThat(pom)
        .contains("<version>" + jar.replaceAll(".*soundalike-(.*)-spark.jar", "$1") + "</version>");
    assertThat(
            Main.commandLine()
                .parseArgs(arguments.toArray(String[]::new))
                .subcommand()
                .commandSpec()
                .name())
        .isEqualTo("run");

    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("--set")) {
        SettingsReader.read(List.of(), List.of(arguments.get(i + 1)));
      }
    }
  }

  /**
   * What conf says, but for the size of executors, which has to fit what {@code doctor} reckons.
   */
  private static void assertOnYarn(Map<String, String> conf) throws IOException {
    Map<String, String> wanted = conf("spark-defaults.conf");
    wanted.putAll(conf("cluster.conf"));
    wanted.keySet().removeIf(key -> key.startsWith("spark.executor."));

    assertThat(conf).containsAllEntriesOf(wanted);
    assertFits(conf);
  }

  /** The same, without what is YARN's, and with the driver's variables under the service's name. */
  private static void assertServerless(Map<String, String> conf, String driverEnvironment)
      throws IOException {
    Map<String, String> redaction = conf("cluster.conf");
    redaction.keySet().removeIf(key -> !key.contains("redaction"));
    conf("spark-defaults.conf")
        .forEach(
            (key, value) -> {
              if (key.startsWith("spark.yarn.appMasterEnv.")) {
                assertThat(conf)
                    .containsEntry(
                        key.replace("spark.yarn.appMasterEnv.", driverEnvironment), value);
              } else if (!key.startsWith("spark.executor.") && !key.equals("spark.driver.memory")) {
                assertThat(conf).containsEntry(key, value);
              }
            });

    assertThat(conf).containsAllEntriesOf(redaction);
    assertThat(conf.keySet())
        .noneMatch(key -> key.startsWith("spark.yarn.") || key.startsWith("spark.shuffle."))
        .doesNotContain("spark.master", "spark.submit.deployMode");
    assertFits(conf);
    // Four virtual processors come with 8 to 30 GB on EMR, with 4 to 29 on Dataproc.
    assertThat(conf).containsEntry("spark.driver.cores", "4");
    assertThat(worker(conf, "driver")).isBetween(8L, 29L);
    assertThat(worker(conf, "executor")).isBetween(8L, 29L);
  }

  /** Not less than is needed, and not twice as much. */
  static void assertFits(Map<String, String> conf) {
    MemoryPlan plan =
        MemoryPlan.estimate(
            SettingsReader.defaults(), Integer.parseInt(conf.get("spark.executor.cores")));

    assertThat(bytes(conf.get("spark.executor.memory")))
        .isBetween(plan.heapBytes(), 2 * plan.heapBytes());
    assertThat(bytes(conf.get("spark.executor.memoryOverhead")))
        .isBetween(plan.overheadBytes(), 2 * plan.overheadBytes());
  }

  /** Gigabytes of a worker. */
  private static long worker(Map<String, String> conf, String role) {
    String prefix = "spark." + role + ".memory";
    return (bytes(conf.get(prefix)) + bytes(conf.get(prefix + "Overhead"))) / (1024 * MIB);
  }

  private static long bytes(String gigabytes) {
    assertThat(gigabytes).matches("\\d+g");
    return 1024 * MIB * Long.parseLong(gigabytes.substring(0, gigabytes.length() - 1));
  }
}
