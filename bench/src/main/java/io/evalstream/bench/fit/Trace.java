package io.evalstream.bench.fit;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.evaluator.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A labelled row as it stands in a file, and its texts as the monitor gives them to a judge.
record Trace(JsonNode json) {

  String id() {
    return json.path("id").asText();
  }

  /// Where the row comes from: a file may hold rows of several sets.
  String set(String file) {
    return json.path("dataset").asText(file);
  }

  String group() {
    return json.path("group").asText(id());
  }

  String label(String evaluator) {
    return json.path("labels").path(evaluator).asText();
  }

  String documentLabel(String evaluator, JsonNode document) {
    return json.path("document_labels").path(evaluator).path(document.path("id").asText()).asText();
  }

  JsonNode documents() {
    return json.path("documents");
  }

  Map<Field, String> fields() {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    fields.put(Field.QUESTION, json.path("question").asText());
    fields.put(Field.RESPONSE, json.path("response").asText());
    fields.put(Field.REFERENCE_ANSWER, lines(json.path("reference_answer")));
    fields.put(Field.HISTORY, history());
    List<String> documents = new ArrayList<>();
    documents()
        .forEach(
            document -> documents.add("[" + document.path("id").asText() + "]\n" + text(document)));
    fields.put(Field.DOCUMENTS, String.join("\n\n", documents));
    fields.values().removeIf(String::isBlank);
    return fields;
  }

  Map<Field, String> fields(JsonNode document) {
    Map<Field, String> fields = fields();
    fields.put(Field.DOCUMENT, text(document));
    return fields;
  }

  private String history() {
    List<String> turns = new ArrayList<>();
    json.path("history")
        .forEach(
            turn -> turns.add(turn.path("role").asText() + ": " + turn.path("content").asText()));
    return String.join("\n\n", turns);
  }

  private static String lines(JsonNode text) {
    List<String> lines = new ArrayList<>();
    text.forEach(line -> lines.add(line.asText()));
    return text.isArray() ? String.join("\n", lines) : text.asText();
  }

  private static String text(JsonNode document) {
    String title = document.path("title").asText();
    return (title.isEmpty() ? "" : title + "\n") + document.path("text").asText();
  }
}
