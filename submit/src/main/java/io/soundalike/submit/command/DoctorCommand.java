package io.soundalike.submit.command;

import com.sun.management.OperatingSystemMXBean;
import io.soundalike.jobs.execution.ExitCode;
import io.soundalike.model.MemoryPlan;
import io.soundalike.nd4j.NativeAcceleration;
import io.soundalike.report.Plural;
import io.soundalike.settings.Settings;
import io.soundalike.submit.option.Arguments;
import io.soundalike.submit.option.CatalogueSession;
import io.soundalike.submit.option.LimitOptions;
import io.soundalike.submit.option.ProgressOptions;
import io.soundalike.submit.option.SettingsOptions;
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

/** Checks this machine, and prints the Spark options that fit. */
@Command(
    name = "doctor",
    description =
        "Checks Java, the native library, memory and the file system, and prints the Spark options"
            + " that fit.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: soundalike doctor --conf conf/article.conf --cores 4"})
public final class DoctorCommand implements Callable<Integer> {

  private static final int JAVA = 17;
  private static final int MAX_CORES = 1024;
  private static final long MIB = 1 << 20;

  @Mixin private ProgressOptions options = new ProgressOptions();

  @Mixin private SettingsOptions settingsOptions = new SettingsOptions();

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Tasks that an executor runs at once (default: 2).")
  private int cores = 2;

  @Option(
      names = "--catalogue",
      paramLabel = "URI",
      description = "Check that files can be written to this catalogue.")
  private @Nullable String catalogue;

  @Option(
      names = LimitOptions.MAX_DURATION,
      paramLabel = "TIME",
      description = "Longest song to analyse, such as 90m (audio.max-seconds; default: 4h).")
  private @Nullable String maxDuration;

  private boolean hasFailure;

  @Override
  public Integer call() {
    Arguments.requireWithin("--cores", cores, 1, MAX_CORES);
    Settings settings = settingsOptions.read(LimitOptions.maxDurationSetting(maxDuration));

    if (CatalogueSession.isCheckOnly()) {
      return 0;
    }

    checkJava();
    checkNatives();
    checkHugePages();

    if (catalogue != null) {
      checkFileSystem(new org.apache.hadoop.fs.Path(Sessions.uri(catalogue)));
    }

    checkMemory(settings);
    printExecutor(settings);
    return hasFailure ? ExitCode.FAILURE.code() : 0;
  }

  private void checkJava() {
    int version = Runtime.version().feature();
    print(
        "Java",
        version == JAVA,
        String.valueOf(Runtime.version()),
        "soundalike is tested with Java 17; set JAVA_HOME to a JDK 17");
  }

  private void checkNatives() {
    try {
      print(
          "Natives",
          NativeAcceleration.isEnabled(),
          "oneDNN",
          "convolutions do not use oneDNN and take ten times as long; build with the Maven profile"
              + " of this platform");
    } catch (LinkageError | RuntimeException e) {
      print("Natives", false, "", "the native library cannot be loaded: " + e);
    }
  }

  private void checkHugePages() {
    String tunables = System.getenv().getOrDefault("GLIBC_TUNABLES", "");
    Path enabled = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    String kernel = "";

    try {
      kernel = Files.exists(enabled) ? Files.readString(enabled).strip() : "";
    } catch (IOException e) {
      kernel = ""; // Treated as if there were no such file.
    }

    boolean never = kernel.isEmpty() || kernel.contains("[never]");
    print(
        "Huge pages",
        !never && (tunables.contains("hugetlb=1") || kernel.contains("[always]")),
        tunables.isEmpty() ? "always" : tunables,
        never
            ? "training takes two to four times as long; set the kernel's transparent huge pages to"
                + " madvise"
            : "training takes two to four times as long; set"
                + " GLIBC_TUNABLES=glibc.malloc.hugetlb=1");
  }

  /** Writes a file into the folder, and removes what was created for it. */
  private void checkFileSystem(org.apache.hadoop.fs.Path folder) {
    try {
      FileSystem fs = folder.getFileSystem(new Configuration());
      List<org.apache.hadoop.fs.Path> created = missingFolders(fs, folder);
      org.apache.hadoop.fs.Path file =
          new org.apache.hadoop.fs.Path(folder, ".doctor-" + ProcessHandle.current().pid());
      fs.create(file).close();
      fs.delete(file, false);

      for (org.apache.hadoop.fs.Path empty : created) {
        fs.delete(empty, false);
      }

      print(
          "File system",
          true,
          created.isEmpty()
              ? "can write to " + folder
              : "can create " + folder + ", which does not exist yet",
          "");
    } catch (IOException | RuntimeException e) {
      print("File system", false, "", "cannot write to " + folder + ": " + e.getMessage());
    }
  }

  /** The folders on the way that do not exist, the innermost first. */
  private static List<org.apache.hadoop.fs.Path> missingFolders(
      FileSystem fs, org.apache.hadoop.fs.Path folder) throws IOException {
    List<org.apache.hadoop.fs.Path> missing = new ArrayList<>();

    for (org.apache.hadoop.fs.Path f = folder; f != null && !fs.exists(f); f = f.getParent()) {
      missing.add(f);
    }

    return missing;
  }

  private void checkMemory(Settings settings) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long heap = Runtime.getRuntime().maxMemory();
    MemoryPlan here =
        MemoryPlan.estimate(
            settings, Math.min(settings.training().workers(), system.getAvailableProcessors()));
    print(
        "Memory",
        heap + here.nativeBytes() <= system.getTotalMemorySize(),
        String.format(
            Locale.ROOT,
            "%.1f GB: heap at most %.1f GB, training outside the heap %.1f GB",
            system.getTotalMemorySize() / 1e9,
            heap / 1e9,
            here.nativeBytes() / 1e9),
        "training does not fit; set SOUNDALIKE_JAVA_OPTS=-Xmx"
            + Math.max(512, (system.getTotalMemorySize() - here.overheadBytes()) / MIB)
            + "m");
  }

  private void printExecutor(Settings settings) {
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
            "An executor with %s needs %.1f GB of heap and at its peak %.1f GB outside the heap:",
            Plural.of(cores, "task"),
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

  private void print(String what, boolean isGood, String state, String mend) {
    hasFailure |= !isGood;
    String line =
        String.format(
            Locale.ROOT, "%-12s %s", what, isGood ? "ok    " + state : "WRONG " + mend + ".");
    options
        .progress()
        .result(line, Map.of("check", what, "ok", isGood, "text", isGood ? state : mend));

    if (options.isQuiet() && !isGood) {
      System.err.println(line);
    }
  }
}
