package io.evalstream.judgeclient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/// JSON as it comes from strangers: whatever cannot be read is a missing node.
final class Json {

  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

  private static final ObjectReader WHOLE =
      MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /// The first value of the text; what follows it is not looked at.
  static JsonNode readOrMissing(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /// The one value of the text; missing when something follows it.
  static JsonNode readWholeOrMissing(String text) {
    try {
      return WHOLE.readTree(text);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /// The first candidate that is there, as text; objects and lists in JSON.
  static String firstText(JsonNode... candidates) {
    for (JsonNode candidate : candidates) {
      if (!candidate.isMissingNode() && !candidate.isNull()) {
        return candidate.isValueNode() ? candidate.asText() : candidate.toString();
      }
    }
    return "";
  }
}
