package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.otlp.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds what a span says under a name: in an attribute, in attributes that are a flattened list
/// (`name.<i>.suffix`), or in an attribute of one of its events.
final class Lookup {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_PARTS = 24;
  private static final int LONGEST_INDEX = 6;

  private Lookup() {}

  /// Null when there is nothing.
  static @Nullable JsonNode find(Span span, String name) {
    JsonNode value = span.attributes().get(name);
    if (isThere(value)) {
      return value;
    }
    JsonNode list = flattened(span.attributes(), name);
    return list != null ? list : inEvents(span, name);
  }

  /// The first of several names that there is something under.
  static @Nullable JsonNode find(Span span, List<String> names) {
    for (String name : names) {
      JsonNode found = find(span, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable JsonNode inEvents(Span span, String name) {
    for (Span.Event event : span.events()) {
      JsonNode value = event.attributes().get(name);
      if (isThere(value)) {
        return value;
      }
    }
    return null;
  }

  private static boolean isThere(@Nullable JsonNode value) {
    return value != null && !value.isNull();
  }

  /// `a.0.b.c = 1` under the name `a` is `[{"b": {"c": 1}}]`.
  private static @Nullable JsonNode flattened(Map<String, JsonNode> attributes, String name) {
    ObjectNode root = JSON.objectNode();
    String prefix = name + ".";
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            put(root, key.substring(prefix.length()).split("\\.", MOST_PARTS + 1), value);
          }
        });
    JsonNode list = listed(root);
    return list.isArray() ? list : null;
  }

  private static void put(ObjectNode root, String[] path, JsonNode value) {
    if (!isIndex(path[0]) || path.length > MOST_PARTS) {
      return;
    }
    ObjectNode parent = root;
    for (int i = 0; i < path.length - 1; i++) {
      parent = parent.get(path[i]) instanceof ObjectNode child ? child : parent.putObject(path[i]);
    }
    // A copy, because a longer name may add to it.
    parent.set(path[path.length - 1], value.isObject() ? value.deepCopy() : value);
  }

  private static boolean isIndex(String part) {
    return !part.isEmpty()
        && part.length() <= LONGEST_INDEX
        && part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// An object whose keys are all numbers is a list in their order, however large they are.
  private static JsonNode listed(JsonNode node) {
    if (!(node instanceof ObjectNode object) || object.isEmpty()) {
      return node;
    }
    boolean isList = object.propertyStream().allMatch(entry -> isIndex(entry.getKey()));
    if (!isList) {
      ObjectNode copy = JSON.objectNode();
      object.properties().forEach(entry -> copy.set(entry.getKey(), listed(entry.getValue())));
      return copy;
    }
    Map<Integer, JsonNode> ordered = new TreeMap<>();
    object
        .properties()
        .forEach(entry -> ordered.put(Integer.parseInt(entry.getKey()), listed(entry.getValue())));
    return JSON.arrayNode().addAll(ordered.values());
  }
}
