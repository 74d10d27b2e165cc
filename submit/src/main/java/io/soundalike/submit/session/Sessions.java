package io.soundalike.submit.session;

import io.soundalike.nd4j.NativeAcceleration;
import java.io.File;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens a Spark session: on the cluster if spark-submit started this process, embedded otherwise.
 */
public final class Sessions {

  /** Makes glibc allocate the memory of networks in huge pages, and keep it for the next step. */
  public static final String GLIBC_TUNABLES =
      "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=268435456:glibc.malloc.arena_max=2";

  private Sessions() {}

  /** Opens a session with the settings that soundalike needs. */
  public static SparkSession open() {
    NativeAcceleration.enable();
    SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "soundalike");

    if (!conf.contains("spark.master")) {
      embedded(conf);
    }

    String helpers = "-D" + NativeAcceleration.PROPERTY + "=false";
    String executorOptions = conf.get("spark.executor.extraJavaOptions", "");
    conf.set(
        "spark.executor.extraJavaOptions",
        DeserializationFilter.addTo((executorOptions + " " + helpers).strip()));
    // Parallelism is Spark's tasks; more native threads only compete for the cores.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    // docs/performance.md has the measurements.
    conf.setIfMissing("spark.executorEnv.GLIBC_TUNABLES", GLIBC_TUNABLES);
    // Run ids and fingerprints stay strings, even if they look like numbers.
    conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static void embedded(SparkConf conf) {
    conf.set("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    // Heartbeats carry the song counts of running tasks to the progress bar. The interval is also
    // their timeout: with 1 s a busy machine misses some.
    conf.setIfMissing("spark.executor.heartbeatInterval", "3s");
    // Spark ends an executor, here this process, after 60 timeouts in a row. As driver and executor
    // are one JVM, a timeout only means that the machine is busy.
    conf.setIfMissing("spark.executor.heartbeat.maxFailures", String.valueOf(Integer.MAX_VALUE));
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    // The default of 200 is meant for clusters.
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    conf.setIfMissing("spark.driver.maxResultSize", "4g");
    // JavaCPP's default limit is twice the heap; MemoryCheck checks what really fits.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
  }

  /** A local path as a URI; a path that has a scheme stays as it is. */
  public static String uri(String path) {
    boolean hasScheme = path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    boolean local = !new SparkConf().contains("spark.master");
    return !hasScheme && local ? new File(path).getAbsoluteFile().toURI().toString() : path;
  }
}
