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
 * Refuses a training that needs more native memory than there is, before it starts; otherwise the
 * operating system or the cluster would kill the process during training.
 */
final class MemoryCheck {

  private static final long MIB = 1 << 20;
  private static final long MIN_OVERHEAD_MIB = 384;

  private MemoryCheck() {}

  /**
   * Compares the native memory that the settings need with what is available outside the heap: the
   * machine's memory for embedded Spark, the container's overhead for YARN and Kubernetes.
   * Standalone clusters do not limit native memory.
   *
   * @param maxTasks tasks that could train at once if there were as many cores
   * @throws UserException of RESOURCES if the memory does not suffice
   */
  static void verify(JobContext context, int maxTasks) {
    SparkConf conf = context.spark().sparkContext().conf();
    String master = context.spark().sparkContext().master();
    Settings settings = context.settings();

    if (context.spark().sparkContext().isLocal()) {
      int tasks = Math.min(maxTasks, context.javaSpark().defaultParallelism());
      verifyEmbedded(
          MemoryPlan.estimate(settings, tasks),
          Runtime.getRuntime().maxMemory(),
          ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
              .getTotalMemorySize());
    } else if (master.startsWith("yarn") || master.startsWith("k8s")) {
      int slots = conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1);
      int tasks = Math.max(1, Math.min(maxTasks, slots));
      verifyExecutor(MemoryPlan.estimate(settings, tasks), overheadMib(conf) * MIB);
    }
  }

  static void verifyEmbedded(MemoryPlan plan, long heap, long machine) {
    if (heap + plan.nativeBytes() > machine) {
      throw new UserException(
          ExitCode.RESOURCES,
          String.format(
              Locale.ROOT,
              "Training needs %.1f GB outside the heap, but the machine has %.1f GB, of which the"
                  + " heap may take %.1f GB; set SOUNDALIKE_JAVA_OPTS=-Xmx%dm, or a lower"
                  + " training.batch-size-per-worker.",
              plan.nativeBytes() / 1e9,
              machine / 1e9,
              heap / 1e9,
              Math.max(512, (machine - plan.overheadBytes()) / MIB)));
    }
  }

  static void verifyExecutor(MemoryPlan plan, long overhead) {
    if (plan.nativeBytes() > overhead) {
      throw new UserException(
          ExitCode.RESOURCES,
          String.format(
              Locale.ROOT,
              "Training needs %.1f GB outside the heap of an executor with %d tasks, but its"
                  + " overhead is %.1f GB; set spark.executor.memoryOverhead=%dm (soundalike doctor"
                  + " shows all flags).",
              plan.nativeBytes() / 1e9,
              plan.tasks(),
              overhead / 1e9,
              plan.overheadBytes() / MIB + 1));
    }
  }

  /** The memory overhead of an executor, by Spark's rule. */
  private static long overheadMib(SparkConf conf) {
    String given = conf.get("spark.executor.memoryOverhead", "");

    if (!given.isEmpty()) {
      return JavaUtils.byteStringAsMb(given);
    }

    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
    long heap = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
    return Math.max(MIN_OVERHEAD_MIB, (long) (factor * heap));
  }
}
