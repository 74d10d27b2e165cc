package io.soundalike.model;

import com.sun.management.OperatingSystemMXBean;
import io.soundalike.settings.ModelSettings;
import io.soundalike.settings.Settings;
import io.soundalike.settings.SettingsReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains networks on the same random patches for a fixed number of steps, each in its own JVM, and
 * prints CPU time and memory of a step: {@code mvn -Pbenchmark -pl core test
 * -Dbenchmark.main=io.soundalike.model.TrainingBenchmark}.
 */
public final class TrainingBenchmark {

  private static final int HEAP_MIB = 512;

  /** Native memory of the JVM, without Spark, for a network of 8 x 8 pixels. */
  private static final double BARE_MB = 136;

  /** conf/autoencoder.conf. */
  private static final String[] AUTOENCODER = {
    "model.channels=[16,8,8]",
    "model.batch-norm=false",
    "model.patch-columns=128",
    "model.frames-per-column=1",
    "model.pooling=mean-std",
    "training.contrast=0",
    "training.batch-size-per-worker=4"
  };

  private static final String[] ARTICLE = {
    "features.n-mels=512",
    "features.f-max-hz=8192",
    "features.frames=2584",
    "model.patch-columns=2584",
    "training.batch-size-per-worker=1"
  };

  private static final String LSTM = "model.recurrence=lstm";

  private TrainingBenchmark() {}

  /** Without arguments runs all cases; with a number of steps and settings, that one. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length > 0) {
      run(Integer.parseInt(arguments[0]), Arrays.asList(arguments).subList(1, arguments.length));
      return;
    }

    System.out.printf(
        Locale.ROOT,
        "%-38s %10s %10s %10s %10s %10s%n",
        "patch, batch, channels",
        "patches per",
        "CPU-s per",
        "MB outside",
        "peak MB",
        "of the");
    System.out.printf(
        Locale.ROOT,
        "%-38s %10s %10s %10s %10s %10s%n",
        "",
        "CPU-s",
        "patch",
        "the heap",
        "",
        "estimate");

    for (int batch : new int[] {16, 32, 64}) {
      start(1600 / batch, with(new String[0], "training.batch-size-per-worker=" + batch));
    }

    start(10, with(new String[0], "model.channels=[32,64,64]"));
    start(10, with(new String[0], LSTM));

    for (int batch : new int[] {1, 4, 8, 16, 32}) {
      start(800 / batch, with(AUTOENCODER, "training.batch-size-per-worker=" + batch));
    }

    start(40, with(AUTOENCODER, "training.batch-size-per-worker=8", "model.channels=[32,64,64]"));
    start(40, with(AUTOENCODER, "training.batch-size-per-worker=16", "model.channels=[8]"));
    start(
        40, with(AUTOENCODER, "training.batch-size-per-worker=16", "model.channels=[16,8,8,8,8]"));
    start(8, with(AUTOENCODER, ARTICLE));
    start(8, with(with(AUTOENCODER, ARTICLE), LSTM));
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }

  private static void start(int steps, String... settings)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + HEAP_MIB + "m",
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+AlwaysPreTouch",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingBenchmark.class.getName(),
                String.valueOf(steps)));
    command.addAll(Arrays.asList(settings));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    int code = process.waitFor();
    System.out.println(code == 0 ? output : Arrays.toString(settings) + " failed: " + output);
  }

  private static void run(int steps, List<String> overrides) throws IOException {
    Settings settings = SettingsReader.read(List.of(), overrides);
    int batch = settings.training().batchSizePerWorker();
    int height = settings.features().nMels();
    int width = settings.model().patchColumns();
    ComputationGraph network = ConvolutionalAutoencoder.create(settings);
    float[] pixels = new float[batch * height * width];
    Random random = new Random(1);

    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }

    INDArray patches = Nd4j.create(pixels, new long[] {batch, 1, height, width}, 'c');
    MultiDataSet data =
        settings.training().contrast() == 0
            ? new MultiDataSet(patches, patches)
            : new MultiDataSet(new INDArray[] {patches}, new INDArray[] {patches, songs(batch)});

    // Warm-up.
    for (int i = 0; i < Math.max(3, steps / 2); i++) {
      network.fit(data);
    }

    double before = cpuSeconds();

    for (int i = 0; i < steps; i++) {
      network.fit(data);
    }

    double cpuPerPatch = (cpuSeconds() - before) / steps / batch;
    double peak = peakMegabytes();
    double heap = HEAP_MIB * 1.048576;
    double estimate = heap + BARE_MB + MemoryPlan.bytesPerTask(settings) / 1e6;
    System.out.printf(
        Locale.ROOT,
        "%-38s %10.1f %10.3f %10.0f %10.0f %9.0f%%%n",
        height + " x " + width + ", " + batch + ", " + name(settings.model()),
        1 / cpuPerPatch,
        cpuPerPatch,
        peak - heap,
        peak,
        100 * peak / estimate);
  }

  private static String name(ModelSettings model) {
    boolean isRecurrent = model.recurrence() == ModelSettings.Recurrence.LSTM;
    return model.channels() + (isRecurrent ? " + LSTM" : "");
  }

  /** Song indices of a batch with two patches of each song. */
  private static INDArray songs(int batch) {
    float[] songs = new float[batch];

    for (int i = 0; i < batch; i++) {
      songs[i] = i / 2;
    }

    return Nd4j.create(songs, new long[] {batch, 1}, 'c');
  }

  private static double cpuSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static double peakMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / 1e6)
        .findFirst()
        .orElse(Double.NaN);
  }
}
