package io.evalstream.otlp.turn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.otlp.Mapping;
import io.evalstream.otlp.Row;
import io.evalstream.otlp.Span;
import io.evalstream.otlp.StepKind;
import io.evalstream.stats.Sha256;
import io.evalstream.topic.FieldRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the documents that a span tells.
///
/// A document without an id, or with one that would not be accepted, has a hash of its text in its
/// place. One whose text was not sent keeps its place with an empty text, so that it is counted as
/// not evaluable.
record DocumentReader(Mapping mapping) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String EVENT_PREFIX = "db.query.result.";
  private static final int HASH_BYTES = 16;
  private static final List<String> WRAPPERS = List.of("document", "kwargs");

  /// Null when the span tells of none, empty when it tells that there was none.
  @Nullable List<RetrievedDocument> read(Span span, Row row) {
    List<RetrievedDocument> found = null;
    for (JsonNode list : lists(span, row)) {
      List<JsonNode> documents = documents(list);
      if (found == null || found.isEmpty()) {
        found = distinct(documents, ids(documents, span, row));
      }
    }
    return found;
  }

  private List<JsonNode> lists(Span span, Row row) {
    List<JsonNode> lists = new ArrayList<>();
    for (String name : mapping.names(row)) {
      JsonNode value = Lookup.find(span, name);
      JsonNode list = value == null ? null : list(value);
      if (list != null) {
        lists.add(list);
      }
    }
    ArrayNode events = row == Row.DOCUMENTS ? events(span) : JSON.arrayNode();
    if (!events.isEmpty()) {
      lists.add(events);
    }
    return lists;
  }

  /// A list of objects, or such a list under `documents`.
  private static @Nullable JsonNode list(JsonNode value) {
    JsonNode structure = JsonText.structure(value);
    JsonNode list =
        structure != null && structure.has("documents") ? structure.get("documents") : structure;
    boolean fits =
        list != null
            && list.isArray()
            && list.valueStream().allMatch(element -> JsonText.structure(element) != null);
    return fits ? list : null;
  }

  private static ArrayNode events(Span span) {
    ArrayNode list = JSON.arrayNode();
    for (Span.Event event : span.events()) {
      if (event.name().equals(StepKind.FOUND_DOCUMENT)) {
        ObjectNode document = list.addObject();
        event
            .attributes()
            .forEach(
                (name, value) -> {
                  if (name.startsWith(EVENT_PREFIX)) {
                    document.set(name.substring(EVENT_PREFIX.length()), value);
                  }
                });
      }
    }
    return list;
  }

  private static List<JsonNode> documents(JsonNode list) {
    return list.valueStream().map(DocumentReader::unwrapped).toList();
  }

  private static JsonNode unwrapped(JsonNode element) {
    JsonNode document = JsonText.unfolded(element);
    for (String wrapper : WRAPPERS) {
      if (document.path(wrapper).isObject()) {
        return document.path(wrapper);
      }
    }
    return document;
  }

  /// The ids of the documents. Some instrumentations tell them only in another list than that of
  /// the texts.
  private List<String> ids(List<JsonNode> documents, Span span, Row row) {
    List<String> ids = documents.stream().map(this::id).toList();
    if (ids.stream().allMatch(String::isEmpty)) {
      for (JsonNode list : lists(span, row)) {
        List<JsonNode> others = documents(list);
        List<String> otherIds = others.stream().map(this::id).toList();
        boolean isSame =
            others.stream()
                .map(this::text)
                .toList()
                .equals(documents.stream().map(this::text).toList());
        if (isSame && otherIds.stream().anyMatch(id -> !id.isEmpty())) {
          return otherIds;
        }
      }
    }
    return ids;
  }

  private String id(JsonNode document) {
    return first(Row.DOCUMENT_ID, document) instanceof Found.Text(String id)
            && FieldRules.id("document_id", id).isEmpty()
        ? id
        : "";
  }

  private Found text(JsonNode document) {
    return first(Row.DOCUMENT_TEXT, document);
  }

  private Found first(Row row, JsonNode document) {
    return Found.first(mapping.names(row), key -> Sources.read(document.get(key), Sources::plain));
  }

  /// Each document once. One with the id of another and a different text gets an id of its own.
  private List<RetrievedDocument> distinct(List<JsonNode> documents, List<String> ids) {
    Map<String, RetrievedDocument> byId = new LinkedHashMap<>();
    for (int i = 0; i < documents.size(); i++) {
      String text = text(documents.get(i)) instanceof Found.Text(String given) ? given : "";
      String id = ids.get(i).isEmpty() && !text.isEmpty() ? hash(text) : ids.get(i);
      RetrievedDocument same = byId.get(id);
      if (same != null && !same.getText().equals(text)) {
        id = text.isEmpty() ? id : hash(id + "\n" + text);
      }
      if (!id.isEmpty() && !byId.containsKey(id)) {
        byId.put(id, document(id, text, documents.get(i)));
      }
    }
    return List.copyOf(byId.values());
  }

  static String hash(String text) {
    byte[] hash = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
  }

  private RetrievedDocument document(String id, String text, JsonNode document) {
    return RetrievedDocument.newBuilder()
        .setDocumentId(id)
        .setText(text)
        .setScore(score(document))
        .setMetadata(metadata(document.path("metadata")))
        .build();
  }

  private @Nullable Double score(JsonNode document) {
    for (String key : mapping.names(Row.DOCUMENT_SCORE)) {
      double score = document.path(key).asDouble(Double.NaN);
      if (Double.isFinite(score)) {
        return score;
      }
    }
    return null;
  }

  private static Map<String, String> metadata(JsonNode value) {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonNode structure = JsonText.structure(value);
    if (structure != null && structure.isObject()) {
      structure.forEachEntry(
          (key, entry) -> {
            if (!entry.isNull()) {
              metadata.put(key, JsonText.of(entry));
            }
          });
    }
    return metadata;
  }
}
