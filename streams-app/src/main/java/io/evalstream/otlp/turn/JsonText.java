package io.evalstream.otlp.turn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/// JSON that travels as a text, as most structured attributes of spans do.
final class JsonText {

  private static final int DEEPEST = 60;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonText() {}

  /// The list or object that a value is, or is the text of; null for anything else.
  static @Nullable JsonNode structure(JsonNode value) {
    if (value.isContainerNode()) {
      return value;
    }
    String text = value.isTextual() ? value.textValue().strip() : "";
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Text that only begins as JSON does, such as "[1] says so".
      return null;
    }
  }

  /// The list or object that a value is the text of, or else the value itself.
  static JsonNode unfolded(JsonNode value) {
    JsonNode structure = structure(value);
    return structure == null ? value : structure;
  }

  /// What a text says that may be the JSON of a text.
  static String unquoted(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("\"") || !stripped.endsWith("\"")) {
      return text;
    }
    try {
      return JSON.readTree(stripped).asText();
    } catch (JsonProcessingException e) {
      // Text that begins and ends with words in quotes.
      return text;
    }
  }

  /// A text as it is, anything else as its JSON.
  static String of(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
