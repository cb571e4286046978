package io.evalstream.offline;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.topic.MalformedJsonException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The true labels of a row, as its author wrote them. Names of evaluators are found in any case.
///
/// @param ofTrace name of an evaluator to the label of the response
/// @param ofDocuments name of an evaluator to the labels by document id
/// @param group rows of one group belong together, so they are not independent; the id of the row
///   when it names none
public record RowLabels(
    Map<String, String> ofTrace, Map<String, Map<String, String>> ofDocuments, String group) {

  public RowLabels {
    ofTrace = inAnyCase(ofTrace);
    ofDocuments = inAnyCase(ofDocuments);
  }

  private static <T> Map<String, T> inAnyCase(Map<String, T> byName) {
    Map<String, T> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    found.putAll(byName);
    return Collections.unmodifiableMap(found);
  }

  static RowLabels read(JsonNode row, String traceId) throws MalformedJsonException {
    Map<String, Map<String, String>> documents = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field :
        entries("document_labels", row.path("document_labels"))) {
      documents.put(field.getKey(), texts("document_labels." + field.getKey(), field.getValue()));
    }
    JsonNode group = row.path("group");
    return new RowLabels(
        texts("labels", row.path("labels")),
        documents,
        group.isValueNode() && !group.isNull() ? group.asText() : traceId);
  }

  /// None when it is not there.
  private static Set<Map.Entry<String, JsonNode>> entries(String where, JsonNode object)
      throws MalformedJsonException {
    if (!object.isObject() && !object.isMissingNode() && !object.isNull()) {
      throw new MalformedJsonException(List.of(where + ": must be an object, was " + object));
    }
    return object.properties();
  }

  private static Map<String, String> texts(String where, JsonNode object)
      throws MalformedJsonException {
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : entries(where, object)) {
      JsonNode text = field.getValue();
      if (!text.isTextual() && !text.isNull()) {
        throw new MalformedJsonException(
            List.of(where + "." + field.getKey() + ": must be a label, was " + text));
      }
      if (text.isTextual()) {
        texts.put(field.getKey(), text.asText());
      }
    }
    return Map.copyOf(texts);
  }

  /// The label under this name of an evaluator; null when the row has none.
  ///
  /// @param documentId null for the response
  @Nullable String find(String name, @Nullable String documentId) {
    return documentId == null
        ? ofTrace.get(name)
        : ofDocuments.getOrDefault(name, Map.of()).get(documentId);
  }

  /// Whether there is a label for this judgement, known or not.
  ///
  /// @param documentId null for the response
  public boolean has(Evaluator evaluator, @Nullable String documentId) {
    return !(Truth.of(this, evaluator, documentId) instanceof Truth.Untold);
  }
}
