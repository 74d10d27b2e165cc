package io.soundalike.submit;

import io.soundalike.submit.Processes.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hadoop's {@code fs} command. */
final class HadoopShell {

  private HadoopShell() {}

  /**
   * Runs it.
   *
   * @param conf folder of core-site.xml
   */
  static Ended run(Path folder, Path conf, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Processes.java());
    command.add("-Xmx256m");
    command.add("-Dlog4j2.configurationFile=" + Processes.root().resolve("conf/log4j2.properties"));
    command.addAll(
        List.of(
            "-cp", conf + ":" + Processes.sparkHome() + "/jars/*", "org.apache.hadoop.fs.FsShell"));
    command.addAll(List.of(arguments));
    return Processes.run(folder, environment, command);
  }
}
