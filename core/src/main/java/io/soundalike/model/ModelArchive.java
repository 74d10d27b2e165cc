package io.soundalike.model;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValueFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A trained model as two files: {@value #DESCRIPTION} (JSON) and {@value #PARAMETERS} (raw
 * little-endian floats), the first holding the second's SHA-256. Reading runs no code from the
 * files.
 */
public final class ModelArchive {

  /** The description's file name. */
  public static final String DESCRIPTION = "model.json";

  /** The parameters' file name. */
  public static final String PARAMETERS = "parameters.f32";

  private static final int FORMAT_VERSION = 1;
  private static final String LIBRARY = "deeplearning4j 1.0.0-M2";

  private ModelArchive() {}

  /** The bytes of {@value #PARAMETERS}. */
  public static byte[] parameterBytes(TrainedModel model) {
    ByteBuffer buffer =
        ByteBuffer.allocate(4 * model.parameters().length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(model.parameters());
    return buffer.array();
  }

  /** The text of {@value #DESCRIPTION}. */
  public static String describe(TrainedModel model) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT_VERSION);
    json.put("library", LIBRARY);
    json.put("modelId", model.modelId());
    json.put("trainedTracks", model.trainedTracks());
    json.put("parameterCount", model.parameters().length);
    json.put("parameterSha256", sha256(parameterBytes(model)));
    json.put("settings", model.settingsText());
    json.put(
        "epochs",
        model.epochs().stream()
            .map(
                e ->
                    Map.of(
                        "epoch", e.epoch(),
                        "trainingLoss", e.trainingLoss(),
                        "heldOutLoss", e.heldOutLoss(),
                        "entropy", e.entropy(),
                        "seconds", e.seconds()))
            .toList());
    return ConfigValueFactory.fromMap(json)
        .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(true));
  }

  /**
   * Reads a model back.
   *
   * @throws ModelMismatchException if the files are of another version, or do not belong together
   */
  public static TrainedModel read(String description, byte[] parameterBytes) {
    try {
      Config json =
          ConfigFactory.parseString(
              // As JSON: HOCON could include other files.
              description, ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON));
      require(
          json.getInt("format") == FORMAT_VERSION,
          "has format %s, this version reads %s".formatted(json.getInt("format"), FORMAT_VERSION));
      require(
          json.getString("library").equals(LIBRARY),
          "was trained by " + json.getString("library") + ", this version uses " + LIBRARY);
      require(
          json.getLong("parameterCount") * 4 == parameterBytes.length
              && json.getString("parameterSha256").equals(sha256(parameterBytes)),
          "does not match its parameters; the file is damaged or was replaced");
      List<TrainedModel.Epoch> epochs = new ArrayList<>();

      for (Config e : json.getConfigList("epochs")) {
        epochs.add(
            new TrainedModel.Epoch(
                e.getInt("epoch"),
                e.getDouble("trainingLoss"),
                e.getDouble("heldOutLoss"),
                e.getDouble("entropy"),
                e.getDouble("seconds")));
      }

      float[] parameters = new float[parameterBytes.length / 4];
      ByteBuffer.wrap(parameterBytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(parameters);
      return new TrainedModel(
          json.getString("modelId"),
          json.getString("settings"),
          parameters,
          json.getInt("trainedTracks"),
          List.copyOf(epochs));
    } catch (ConfigException e) {
      throw new ModelMismatchException("The model cannot be read: " + e.getMessage());
    }
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
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** UTF-8 bytes of the description. */
  public static byte[] descriptionBytes(TrainedModel model) {
    return describe(model).getBytes(StandardCharsets.UTF_8);
  }
}
