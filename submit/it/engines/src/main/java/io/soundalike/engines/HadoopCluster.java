package io.soundalike.engines;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;

/**
 * HDFS with one data node, and YARN with two node managers, on ports that are free, until it is
 * killed. Says {@code HDFS is URI} once both are there and {@code FOLDER/conf} holds what a client
 * needs to know.
 *
 * <p>Usage: {@code HadoopCluster FOLDER}
 */
public final class HadoopCluster {

  private static final int NODES = 2;
  private static final int START_MILLIS = 60_000;

  private HadoopCluster() {}

  /** Starts both. */
  public static void main(String[] arguments) {
    try {
      Path folder = Path.of(arguments[0]).toAbsolutePath();
      System.setProperty("test.build.data", folder.resolve("yarn").toString());
      Configuration conf = new YarnConfiguration();
      MiniDFSCluster hdfs = hdfs(conf, folder);
      writeClientConf(yarn(conf, hdfs), folder.resolve("conf"));
      System.out.println("HDFS is " + hdfs.getURI());
    } catch (Exception e) {
      // HDFS's own threads would keep this process, and who waits for it, for ever.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static MiniDFSCluster hdfs(Configuration conf, Path folder) throws IOException {
    conf.set("hdfs.minidfs.basedir", folder.resolve("hdfs").toString());
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
    hdfs.waitActive();
    return hdfs;
  }

  private static Configuration yarn(Configuration conf, MiniDFSCluster hdfs) throws Exception {
    conf.set("fs.defaultFS", hdfs.getURI().toString());
    // The default wants a file of queues, and holds application masters back on so small a cluster.
    conf.set(
        YarnConfiguration.RM_SCHEDULER,
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fifo.FifoScheduler");
    conf.set(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, "256");
    conf.set("yarn.minicluster." + YarnConfiguration.NM_PMEM_MB, "4096");
    // A disk that is nearly full is not what is tested.
    conf.set(YarnConfiguration.NM_MAX_PER_DISK_UTILIZATION_PERCENTAGE, "100");
    MiniYARNCluster yarn = new MiniYARNCluster("cluster", NODES, 1, 1);
    yarn.init(conf);
    yarn.start();

    if (!yarn.waitForNodeManagersToConnect(START_MILLIS)) {
      throw new IllegalStateException("The node managers did not come.");
    }

    return yarn.getConfig();
  }

  /** Only what a client needs: the rest names classes and folders of this process. */
  private static void writeClientConf(Configuration conf, Path folder) throws IOException {
    Configuration site = new Configuration(false);

    for (String key :
        List.of(
            "fs.defaultFS",
            YarnConfiguration.RM_ADDRESS,
            YarnConfiguration.RM_SCHEDULER_ADDRESS,
            YarnConfiguration.RM_WEBAPP_ADDRESS)) {
      site.set(key, conf.get(key));
    }

    Files.createDirectories(folder);

    for (String name : List.of("core-site.xml", "yarn-site.xml")) {
      try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        site.writeXml(out);
      }
    }
  }
}
