package io.soundalike.jobs.training;

import com.sun.management.OperatingSystemMXBean;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.jobs.execution.JobContext;
import io.soundalike.jobs.execution.UserException;
import io.soundalike.model.MemoryPlan;
import io.soundalike.settings.Settings;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;

/**
 * Refuses a training that cannot fit, before it starts, instead of a container's end in the midst.
 */
final class MemoryCheck {

  private static final long MIB = 1 << 20;
  private static final long LEAST_OVERHEAD_MIB = 384;

  private MemoryCheck() {}

  /**
   * Compares what a JVM of this session has outside its heap with what the settings need: of an
   * embedded Spark the machine's memory, of YARN and Kubernetes the container's overhead.
   * Standalone clusters bound no native memory.
   *
   * @param tasksAtOnce that could train at once if there were as many cores
   * @throws UserException of RESOURCES
   */
  static void verify(JobContext context, int tasksAtOnce) {
    SparkConf conf = context.spark().sparkContext().conf();
    String master = context.spark().sparkContext().master();
    Settings settings = context.settings();

    if (context.spark().sparkContext().isLocal()) {
      int tasks = Math.min(tasksAtOnce, context.javaSpark().defaultParallelism());
      embedded(
          MemoryPlan.estimate(settings, tasks),
          Runtime.getRuntime().maxMemory(),
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getTotalMemorySize());
    } else if (master.startsWith("yarn") || master.startsWith("k8s")) {
      int slots = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
      int tasks = Math.max(1, Math.min(tasksAtOnce, slots));
      executor(MemoryPlan.estimate(settings, tasks), overheadMib(conf) * MIB);
    }
  }

  static void embedded(MemoryPlan plan, long heap, long machine) {
    if (heap + plan.nativeBytes() > machine) {
      throw new UserException(
          ExitCode.RESOURCES,
          String.format(
              Locale.ROOT,
              "Training needs %.1f GB outside the heap, but the machine has %.1f GB and the heap"
                  + " may take %.1f; set SOUNDALIKE_JAVA_OPTS=-Xmx%dm, or"
                  + " training.batch-size-per-worker lower.",
              plan.nativeBytes() / 1e9,
              machine / 1e9,
              heap / 1e9,
              Math.max(512, (machine - plan.overheadBytes()) / MIB)));
    }
  }

  static void executor(MemoryPlan plan, long overhead) {
    if (plan.nativeBytes() > overhead) {
      throw new UserException(
          ExitCode.RESOURCES,
          String.format(
              Locale.ROOT,
              "Training needs %.1f GB outside the heap of an executor with %d tasks, which may take"
                  + " %.1f; set spark.executor.memoryOverhead=%dm (soundalike doctor shows all"
                  + " flags).",
              plan.nativeBytes() / 1e9,
              plan.tasks(),
              overhead / 1e9,
              plan.overheadBytes() / MIB + 1));
    }
  }

  /** Spark's own rule. */
  private static long overheadMib(SparkConf conf) {
    String given = conf.get("spark.executor.memoryOverhead", "");

    if (!given.isEmpty()) {
      return JavaUtils.byteStringAsMb(given);
    }

    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
    long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
    return Math.max(LEAST_OVERHEAD_MIB, (long) (factor * heap));
  }
}
