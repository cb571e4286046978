package io.evalstream.evaluator.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evalstream.config.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The text is one JSON value and nothing else, no fence around it either.
///
/// @param required keys that it has as an object, whatever their values are
record JsonValid(List<String> required) implements Check {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  JsonValid {
    required = List.copyOf(required);
  }

  /// Key: `required`, a list of keys, none by default.
  static JsonValid read(Section section) {
    return new JsonValid(section.strings("required"));
  }

  @Override
  public Kind kind() {
    return Kind.JSON_VALID;
  }

  @Override
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    required.forEach(key -> parameters.put("required[" + parameters.size() + "]", key));
    return parameters;
  }

  @Override
  public Finding find(String text, String beside) {
    JsonNode value;
    try {
      value = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      return Finding.failed(
          at == null
              ? "not JSON"
              : "not JSON from line %d, column %d on".formatted(at.getLineNr(), at.getColumnNr()));
    }
    List<String> missing = required.stream().filter(key -> !value.has(key)).toList();
    return missing.isEmpty()
        ? Finding.passed("one JSON value" + (required.isEmpty() ? "" : " with the required keys"))
        : Finding.failed("the JSON lacks " + String.join(", ", missing));
  }
}
