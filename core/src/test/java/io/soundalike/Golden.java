package io.soundalike;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Golden values that librosa computes from test signals; the folder's README lists the versions.
 */
public final class Golden {

  /** Names of all signals. */
  public static final List<String> SIGNALS =
      List.of(
          "sine_440",
          "sweep",
          "noise",
          "silence",
          "clicks_120",
          "clicks_93",
          "tune_c_major_100",
          "tune_a_minor_132",
          "tune_eb_major_76");

  private static final Config ALL = ConfigFactory.parseResources("golden/golden.json");

  private Golden() {}

  /** Golden values of one signal. */
  public static Config values(String signal) {
    return ALL.getConfig(signal);
  }

  /** Reads a list of numbers. */
  public static double[] doubles(Config golden, String key) {
    return golden.getDoubleList(key).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Reads a binary file of little-endian floats. */
  public static float[] floats(String file) {
    try (InputStream in =
        Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file))) {
      FloatBuffer buffer =
          ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      float[] values = new float[buffer.limit()];
      buffer.get(values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
