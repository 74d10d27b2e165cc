package io.soundalike.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.api.FieldBehavior;
import com.google.api.FieldBehaviorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Reads JSON into a message of Google's API by the API's own definition, and takes nothing that a
 * request cannot hold: no other name, no value that the service sets; and misses what it must hold.
 */
final class GoogleModel {

  private GoogleModel() {}

  /**
   * Reads a document.
   *
   * @param fromPath fields that the request's address gives
   */
  static Message read(String json, Message.Builder into, String... fromPath) throws IOException {
    JsonNode tree = AwsModel.JSON.readTree(json);
    JsonFormat.parser().merge(json, into);
    checkNames("$", tree, into.getDescriptorForType());
    Message message = into.build();
    checkBehaviour("$", message, Set.of(fromPath));
    return message;
  }

  /** The parser takes names with underscores too, which the service's documents do not have. */
  private static void checkNames(String place, JsonNode node, Descriptor type) {
    node.fields()
        .forEachRemaining(
            entry -> {
              String where = place + "." + entry.getKey();
              FieldDescriptor field =
                  type.getFields().stream()
                      .filter(f -> f.getJsonName().equals(entry.getKey()))
                      .findFirst()
                      .orElseThrow(
                          () -> new IllegalArgumentException(where + " is no name of a field"));

              if (isOurs(field)) {
                Iterable<JsonNode> nodes =
                    field.isRepeated() ? entry.getValue() : List.of(entry.getValue());
                nodes.forEach(child -> checkNames(where, child, field.getMessageType()));
              }
            });
  }

  private static void checkBehaviour(String place, Message message, Set<String> given) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      String where = place + "." + field.getJsonName();
      List<FieldBehavior> behaviour =
          field.getOptions().getExtension(FieldBehaviorProto.fieldBehavior);

      if (isSet(message, field) && behaviour.contains(FieldBehavior.OUTPUT_ONLY)) {
        throw new IllegalArgumentException(where + " is the service's to set");
      } else if (!isSet(message, field)
          && behaviour.contains(FieldBehavior.REQUIRED)
          && !given.contains(field.getJsonName())) {
        throw new IllegalArgumentException(where + " is missing");
      } else if (isSet(message, field) && isOurs(field)) {
        Object value = message.getField(field);
        Collection<?> children = value instanceof Collection<?> list ? list : List.of(value);
        children.forEach(child -> checkBehaviour(where, (Message) child, Set.of()));
      }
    }
  }

  private static boolean isSet(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? message.getRepeatedFieldCount(field) > 0
        : field.hasPresence()
            ? message.hasField(field)
            : !message.getField(field).equals(field.getDefaultValue());
  }

  /** A message with fields of its own, rather than a map or a time. */
  private static boolean isOurs(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.isMapField()
        && !field.getMessageType().getFullName().startsWith("google.protobuf.");
  }
}
