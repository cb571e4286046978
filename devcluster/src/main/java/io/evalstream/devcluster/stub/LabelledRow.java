package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One answer with the labels that people gave it.
///
/// Texts have their whitespace normalised: a prompt may wrap them anew.
///
/// @param question empty when the row has none
/// @param response empty when the row has none
/// @param labels of the answer, by evaluator
/// @param documentLabels by evaluator, then by the text of the document
record LabelledRow(
    String id,
    String question,
    String response,
    List<Document> documents,
    Map<String, String> labels,
    Map<String, Map<String, String>> documentLabels) {

  /// A document with and without its title; a prompt may show either.
  record Document(String id, String text, String titledText) {}

  static LabelledRow of(JsonNode row) {
    List<Document> documents = new ArrayList<>();
    for (JsonNode document : row.path("documents")) {
      String text = document.path("text").asText();
      documents.add(
          new Document(
              document.path("id").asText(),
              normal(text),
              normal(document.path("title").asText() + " " + text)));
    }
    Map<String, Map<String, String>> documentLabels = new LinkedHashMap<>();
    row.path("document_labels")
        .properties()
        .forEach(entry -> documentLabels.put(entry.getKey(), texts(entry.getValue())));
    return new LabelledRow(
        row.path("id").asText(),
        normal(row.path("question").asText()),
        normal(row.path("response").asText()),
        List.copyOf(documents),
        texts(row.path("labels")),
        Map.copyOf(documentLabels));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return Map.copyOf(texts);
  }

  /// A text with every run of whitespace as one space.
  static String normal(String text) {
    String stripped = text.strip();
    StringBuilder normal = new StringBuilder(stripped.length());
    boolean inSpace = false;
    for (int i = 0; i < stripped.length(); i++) {
      boolean space = isSpace(stripped.charAt(i));
      if (!space) {
        normal.append(stripped.charAt(i));
      } else if (!inSpace) {
        normal.append(' ');
      }
      inSpace = space;
    }
    return normal.toString();
  }

  /// The whitespace of ASCII.
  private static boolean isSpace(char letter) {
    return letter == ' ' || (letter >= '\t' && letter <= '\r');
  }

  /// Whether all documents stand in a text.
  boolean documentsIn(String text) {
    return documents.stream().allMatch(document -> text.contains(document.text()));
  }

  /// Whether another row shows a judge the same texts.
  boolean looksLike(LabelledRow other) {
    return question.equals(other.question)
        && response.equals(other.response)
        && documents.stream()
            .map(Document::text)
            .toList()
            .equals(other.documents.stream().map(Document::text).toList());
  }
}
