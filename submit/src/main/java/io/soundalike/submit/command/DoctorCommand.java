package io.soundalike.submit.command;

import com.sun.management.OperatingSystemMXBean;
import io.soundalike.model.MemoryPlan;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.settings.Settings;
import io.soundalike.submit.option.RunOptions;
import io.soundalike.submit.session.Sessions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong with this machine, and the flags that mend it. */
@Command(
    name = "doctor",
    description = "Checks Java, natives, memory and file systems, and prints the flags that fit.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike doctor --conf conf/article.conf --cores 4"})
public final class DoctorCommand implements Callable<Integer> {

  private static final int JAVA = 17;
  private static final long MIB = 1 << 20;

  @Mixin private RunOptions options = new RunOptions();

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Tasks of one executor at once; 2 by default.")
  private int cores = 2;

  @Option(
      names = "--catalogue",
      paramLabel = "URI",
      description = "A catalogue whose file system is tried.")
  private @Nullable String catalogue;

  private boolean ill;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    java();
    natives();
    hugePages();
    fileSystem();
    memory(settings);
    executor(settings);
    return ill ? 1 : 0;
  }

  private void java() {
    int version = Runtime.version().feature();
    say(
        "Java",
        version == JAVA,
        String.valueOf(Runtime.version()),
        "Spark 3.5 and its flags are tried with Java 17; set JAVA_HOME to one");
  }

  private void natives() {
    try {
      say(
          "Natives",
          NativeAcceleration.isEnabled(),
          "oneDNN",
          "convolutions take ten times as long without oneDNN; build with the profile of this"
              + " machine");
    } catch (LinkageError | RuntimeException e) {
      say("Natives", false, "", "the native library cannot be loaded: " + e);
    }
  }

  private void hugePages() {
    String tunables = System.getenv().getOrDefault("GLIBC_TUNABLES", "");
    Path enabled = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    String kernel = "";

    try {
      kernel = Files.exists(enabled) ? Files.readString(enabled).strip() : "";
    } catch (IOException e) {
      kernel = ""; // Unreadable is as good as not there.
    }

    boolean never = kernel.isEmpty() || kernel.contains("[never]");
    say(
        "Huge pages",
        !never && (tunables.contains("hugetlb=1") || kernel.contains("[always]")),
        tunables.isEmpty() ? "always" : tunables,
        never
            ? "training takes two to four times as long; have transparent huge pages set to madvise"
            : "training takes two to four times as long; set"
                + " GLIBC_TUNABLES=glibc.malloc.hugetlb=1");
  }

  private void fileSystem() {
    if (catalogue == null) {
      return;
    }

    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(Sessions.uri(catalogue));

    try {
      FileSystem fs = path.getFileSystem(new Configuration());
      org.apache.hadoop.fs.Path probe =
          new org.apache.hadoop.fs.Path(path, ".doctor-" + ProcessHandle.current().pid());
      fs.create(probe).close();
      fs.delete(probe, false);
      say("File system", true, fs.getUri() + " takes files", "");
    } catch (IOException | RuntimeException e) {
      say("File system", false, "", "cannot write to " + path + ": " + e.getMessage());
    }
  }

  private void memory(Settings settings) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long heap = Runtime.getRuntime().maxMemory();
    MemoryPlan here =
        MemoryPlan.estimate(
            settings, Math.min(settings.training().workers(), system.getAvailableProcessors()));
    say(
        "Memory",
        heap + here.nativeBytes() <= system.getTotalMemorySize(),
        String.format(
            Locale.ROOT,
            "%.1f GB: heap at most %.1f, training beside it %.1f",
            system.getTotalMemorySize() / 1e9,
            heap / 1e9,
            here.nativeBytes() / 1e9),
        "training would not fit; set SOUNDALIKE_JAVA_OPTS=-Xmx"
            + Math.max(512, (system.getTotalMemorySize() - here.overheadBytes()) / MIB)
            + "m");
  }

  private void executor(Settings settings) {
    MemoryPlan plan = MemoryPlan.estimate(settings, cores);
    Map<String, String> conf = new TreeMap<>();
    conf.put("spark.executor.cores", String.valueOf(cores));
    conf.put("spark.executor.memory", plan.heapBytes() / MIB + "m");
    conf.put("spark.executor.memoryOverhead", plan.overheadBytes() / MIB + 1 + "m");
    conf.put(
        "spark.executor.extraJavaOptions",
        String.format(
            Locale.ROOT,
            "-D%s=false -Dorg.bytedeco.javacpp.maxbytes=%d"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=%d",
            NativeAcceleration.PROPERTY,
            plan.overheadBytes(),
            plan.physicalBytes()));
    conf.put("spark.executorEnv.GLIBC_TUNABLES", Sessions.GLIBC_TUNABLES);
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "An executor with %d tasks takes %.1f GB of heap and, at its peak, %.1f GB outside:",
            cores,
            plan.heapBytes() / 1e9,
            plan.nativeBytes() / 1e9));
    conf.forEach(
        (key, value) ->
            lines.add(
                "  --conf "
                    + String.format(
                        Locale.ROOT, value.contains(" ") ? "\"%s=%s\"" : "%s=%s", key, value)));
    Map<String, Object> row = new TreeMap<>(conf);
    options.progress().result(lines, List.of(Map.of("executor", row)));
  }

  private void say(String what, boolean well, String state, String mend) {
    ill |= !well;
    String line =
        String.format(
            Locale.ROOT, "%-12s %s", what, well ? "ok    " + state : "WRONG " + mend + ".");
    options.progress().result(line, Map.of("check", what, "ok", well, "text", well ? state : mend));

    if (options.isQuiet() && !well) {
      System.err.println(line);
    }
  }
}
