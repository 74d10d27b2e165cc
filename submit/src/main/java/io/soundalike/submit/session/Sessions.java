package io.soundalike.submit.session;

import io.soundalike.nd4j.NativeAcceleration;
import java.io.File;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Opens Spark: the cluster's where spark-submit started this process, an embedded one elsewhere.
 */
public final class Sessions {

  /** How the C library hands out networks' memory: in huge pages, kept for the next step. */
  public static final String GLIBC_TUNABLES =
      "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=268435456:glibc.malloc.arena_max=2";

  private Sessions() {}

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
    // One thread for each task: more of them only wait for each other.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", "1");
    // Networks' memory in huge pages; docs/performance.md says what it is worth.
    conf.setIfMissing("spark.executorEnv.GLIBC_TUNABLES", GLIBC_TUNABLES);
    // Run ids and fingerprints are texts, also those that look like numbers.
    conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }

  private static void embedded(SparkConf conf) {
    conf.set("spark.master", "local[*]");
    conf.setIfMissing("spark.ui.enabled", "false");
    // Tasks tell by it how many songs they have done.
    conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
    conf.setIfMissing("spark.driver.host", "127.0.0.1");
    conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    // 200, the default, is made for clusters.
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    conf.setIfMissing("spark.driver.maxResultSize", "4g");
    // JavaCPP allows twice the heap by default; MemoryCheck knows better what fits.
    System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
  }

  /** A path of this machine as a URI; what has a scheme already stays as it is. */
  public static String uri(String path) {
    boolean hasScheme = path.matches("[A-Za-z][A-Za-z0-9+.-]*:.*");
    boolean local = !new SparkConf().contains("spark.master");
    return !hasScheme && local ? new File(path).getAbsoluteFile().toURI().toString() : path;
  }
}
