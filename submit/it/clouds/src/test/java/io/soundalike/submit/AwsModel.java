package io.soundalike.submit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads JSON into a request of AWS's SDK by the SDK's own description of it, and takes nothing that
 * the description does not have: no other name, no other type, no value twice.
 */
final class AwsModel {

  static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** How names begin. */
  enum Names {
    /** As the service's own API has them. */
    OWN,
    /** With a capital, as EventBridge Scheduler wants them in a target's input. */
    CAPITALS
  }

  private final Names names;

  AwsModel(Names names) {
    this.names = names;
  }

  /** Reads a document into what {@code builder} builds. */
  <T> T read(String json, SdkPojo builder, Class<T> type) throws JsonProcessingException {
    return type.cast(object("$", JSON.readTree(json), builder));
  }

  private Object object(String place, JsonNode node, SdkPojo builder) {
    check(node.isObject(), place, "an object", node);
    Map<String, SdkField<?>> fields = new TreeMap<>();
    builder.sdkFields().forEach(field -> fields.put(name(field), field));
    node.fields()
        .forEachRemaining(
            entry -> {
              SdkField<?> field = fields.get(entry.getKey());
              check(field != null, place, "one of " + fields.keySet(), entry.getKey());
              field.set(builder, value(place + "." + entry.getKey(), entry.getValue(), field));
            });
    return ((Buildable) builder).build();
  }

  private String name(SdkField<?> field) {
    String name = field.locationName();
    return names == Names.OWN ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private Object value(String place, JsonNode node, SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();

    if (type == MarshallingType.SDK_POJO) {
      return object(place, node, field.constructor().get());
    } else if (type == MarshallingType.LIST) {
      return list(place, node, field.getTrait(ListTrait.class).memberFieldInfo());
    } else if (type == MarshallingType.MAP) {
      return map(place, node, field.getTrait(MapTrait.class).valueFieldInfo());
    } else if (type == MarshallingType.STRING) {
      check(node.isTextual(), place, "a text", node);
      return node.textValue();
    } else if (type == MarshallingType.BOOLEAN) {
      check(node.isBoolean(), place, "true or false", node);
      return node.booleanValue();
    }

    check(node.isIntegralNumber(), place, "a whole number", node);
    return type == MarshallingType.INTEGER ? (Object) node.intValue() : node.longValue();
  }

  private List<Object> list(String place, JsonNode node, SdkField<?> member) {
    check(node.isArray(), place, "a list", node);
    List<Object> list = new ArrayList<>();
    node.forEach(element -> list.add(value(place + "[" + list.size() + "]", element, member)));
    return list;
  }

  private Map<String, Object> map(String place, JsonNode node, SdkField<?> member) {
    check(node.isObject(), place, "an object", node);
    Map<String, Object> map = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            entry ->
                map.put(
                    entry.getKey(), value(place + "." + entry.getKey(), entry.getValue(), member)));
    return map;
  }

  private static void check(boolean holds, String place, String wanted, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(
          "%s: %s is wanted, not %s".formatted(place, wanted, found));
    }
  }
}
