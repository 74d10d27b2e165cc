package io.soundalike.model;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.soundalike.settings.StoredConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Converts models and training states to files and back: {@value #DESCRIPTION} (JSON), and arrays
 * of raw little-endian floats whose SHA-256 is in the description. Reading executes no code from
 * files.
 */
public final class ModelArchive {

  /** File name of the description. */
  public static final String DESCRIPTION = "model.json";

  private static final String PARAMETERS = "parameters.f32";
  private static final String DISCRIMINANT = "discriminant.f32";
  private static final String DIMENSIONS = "discriminantDimensions";
  private static final String UPDATER = "updater.f32";
  private static final String BEST = "best.f32";
  private static final int FORMAT_VERSION = 4;
  private static final String LIBRARY = "deeplearning4j 1.0.0-M2";

  private ModelArchive() {}

  /** Reads the files of an archive. */
  public interface Source {

    /** Reads all bytes of a file, given its name. */
    byte[] read(String name) throws IOException;
  }

  /** Files of a model by name; the description comes last. */
  public static Map<String, byte[]> files(TrainedModel model) {
    Map<String, Object> json = description(model);
    LinearDiscriminant discriminant = model.discriminant();

    if (discriminant == null) {
      return files(json, Map.of(PARAMETERS, model.parameters()));
    }

    json.put(DIMENSIONS, discriminant.dimensions());
    Map<String, float[]> arrays = new LinkedHashMap<>();
    arrays.put(PARAMETERS, model.parameters());
    arrays.put(DISCRIMINANT, discriminant.weights());
    return files(json, arrays);
  }

  /** Files of a training state by name; the description comes last. */
  public static Map<String, byte[]> files(TrainingState state) {
    Map<String, Object> json = description(state.model());
    json.put("bestEpoch", state.bestEpoch());
    json.put("iterations", state.iterations());
    return files(
        json,
        Map.of(
            PARAMETERS, state.model().parameters(), UPDATER, state.updater(), BEST, state.best()));
  }

  /**
   * Reads a model.
   *
   * @throws ModelFormatException if the format or library version differs
   * @throws ModelMismatchException if the files do not belong together
   */
  public static TrainedModel readModel(Source source) throws IOException {
    try {
      return model(readDescription(source), source);
    } catch (ConfigException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads a training state.
   *
   * @throws ModelMismatchException as {@link #readModel}
   */
  public static TrainingState readState(Source source) throws IOException {
    try {
      Config json = readDescription(source);
      return new TrainingState(
          model(json, source),
          floats(json, UPDATER, source),
          floats(json, BEST, source),
          json.getInt("bestEpoch"),
          json.getInt("iterations"));
    } catch (ConfigException e) {
      throw unreadable(e);
    }
  }

  private static Map<String, Object> description(TrainedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT_VERSION);
    json.put("library", LIBRARY);
    json.put("modelId", model.modelId());
    json.put("trainedTracks", model.trainedTracks());
    json.put("settings", model.settingsText());
    json.put("epochs", model.epochs().stream().map(ModelArchive::epoch).toList());
    return json;
  }

  private static Map<String, Object> epoch(TrainedModel.Epoch epoch) {
    return Map.of(
        "epoch", epoch.epoch(),
        "trainingLoss", epoch.trainingLoss(),
        "heldOutLoss", epoch.heldOutLoss(),
        "entropy", epoch.entropy(),
        "heldOutContrast", epoch.heldOutContrast(),
        "squaredError", epoch.squaredError(),
        "meanPredictorError", epoch.meanPredictorError(),
        "seconds", epoch.seconds());
  }

  private static Map<String, byte[]> files(Map<String, Object> json, Map<String, float[]> arrays) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, Object> described = new LinkedHashMap<>();
    arrays.forEach(
        (name, floats) -> {
          byte[] bytes = bytes(floats);
          files.put(name, bytes);
          described.put(name, Map.of("floats", floats.length, "sha256", sha256(bytes)));
        });
    json.put("arrays", described);
    String text =
        ConfigValueFactory.fromMap(json)
            .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(true));
    files.put(DESCRIPTION, text.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static Config readDescription(Source source) throws IOException {
    Config json =
        StoredConfig.parse(
            new String(source.read(DESCRIPTION), StandardCharsets.UTF_8), DESCRIPTION);

    if (json.getInt("format") != FORMAT_VERSION) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "The model has format %s, this version reads %s; train again",
              json.getInt("format"),
              FORMAT_VERSION));
    } else if (!json.getString("library").equals(LIBRARY)) {
      throw new ModelFormatException(
          String.format(
              Locale.ROOT,
              "The model was trained with %s, this version uses %s; train again",
              json.getString("library"),
              LIBRARY));
    }

    return json;
  }

  private static TrainedModel model(Config json, Source source) throws IOException {
    List<TrainedModel.Epoch> epochs = new ArrayList<>();

    for (Config e : json.getConfigList("epochs")) {
      epochs.add(
          new TrainedModel.Epoch(
              e.getInt("epoch"),
              e.getDouble("trainingLoss"),
              e.getDouble("heldOutLoss"),
              e.getDouble("entropy"),
              e.getDouble("heldOutContrast"),
              e.getDouble("squaredError"),
              e.getDouble("meanPredictorError"),
              e.getDouble("seconds")));
    }

    return new TrainedModel(
        json.getString("modelId"),
        json.getString("settings"),
        floats(json, PARAMETERS, source),
        json.getInt("trainedTracks"),
        List.copyOf(epochs),
        json.hasPath(DIMENSIONS)
            ? new LinearDiscriminant(json.getInt(DIMENSIONS), floats(json, DISCRIMINANT, source))
            : null);
  }

  private static float[] floats(Config json, String name, Source source) throws IOException {
    Config described = json.getConfig("arrays").getConfig('"' + name + '"');
    byte[] bytes = source.read(name);
    require(
        described.getLong("floats") * Float.BYTES == bytes.length
            && described.getString("sha256").equals(sha256(bytes)),
        "does not match its " + name + "; the file is damaged or was replaced");
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return floats;
  }

  private static byte[] bytes(float[] floats) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, floats.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(floats);
    return buffer.array();
  }

  private static ModelMismatchException unreadable(ConfigException e) {
    return new ModelMismatchException("The model cannot be read: " + e.getMessage());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new ModelMismatchException("The model " + message);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing in this Java", e);
    }
  }
}
