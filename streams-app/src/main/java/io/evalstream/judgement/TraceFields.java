package io.evalstream.judgement;

import io.evalstream.evaluator.Field;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.event.ToolCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The texts of a trace as an evaluator sees them.
final class TraceFields {

  private TraceFields() {}

  /// @param spanId the retrieval of the judged document; null when no document is judged
  static Map<Field, String> of(
      ChatEvent event,
      List<RetrievalSpan> spans,
      @Nullable String spanId,
      @Nullable String documentId) {
    Map<Field, String> fields = new EnumMap<>(Field.class);
    putIfThere(fields, Field.QUESTION, event.getQuestion());
    putIfThere(fields, Field.RESPONSE, event.getResponse());
    putIfThere(fields, Field.REFERENCE_ANSWER, event.getReferenceAnswer());
    putIfThere(fields, Field.HISTORY, history(event.getHistory()));
    putIfThere(fields, Field.AVAILABLE_TOOLS, event.getAvailableTools());
    putIfThere(fields, Field.TOOL_CALLS, toolCalls(event.getToolCalls()));
    putIfThere(fields, Field.DOCUMENTS, documents(spans));
    if (documentId != null) {
      spans.stream()
          .filter(span -> span.getSpanId().equals(spanId))
          .findFirst()
          .ifPresent(span -> document(fields, span, documentId));
    }
    return fields;
  }

  private static void document(Map<Field, String> fields, RetrievalSpan span, String documentId) {
    span.getDocuments().stream()
        .filter(document -> document.getDocumentId().equals(documentId))
        .findFirst()
        .filter(document -> !document.getText().isBlank())
        .ifPresent(document -> putIfThere(fields, Field.DOCUMENT, text(document)));
    if (span.getQuery() != null && !fields.containsKey(Field.QUESTION)) {
      putIfThere(fields, Field.QUESTION, span.getQuery());
    }
  }

  private static String documents(List<RetrievalSpan> spans) {
    List<String> texts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RetrievalSpan span : spans) {
      for (RetrievedDocument document : span.getDocuments()) {
        // A text that was not sent is missing; its id alone would stand for it otherwise.
        if (!document.getText().isBlank() && seen.add(document.getDocumentId())) {
          texts.add("[" + document.getDocumentId() + "]\n" + text(document));
        }
      }
    }
    return String.join("\n\n", texts);
  }

  private static String text(RetrievedDocument document) {
    return document.getTitle() == null
        ? document.getText()
        : document.getTitle() + "\n" + document.getText();
  }

  private static String history(List<Message> history) {
    List<String> turns = new ArrayList<>();
    history.forEach(message -> turns.add(message.getRole() + ": " + message.getContent()));
    return String.join("\n\n", turns);
  }

  private static String toolCalls(List<ToolCall> calls) {
    List<String> texts = new ArrayList<>();
    for (ToolCall call : calls) {
      texts.add(
          "%d. %s%s%s"
              .formatted(
                  texts.size() + 1,
                  call.getName(),
                  line("arguments", call.getArguments()),
                  line("result", call.getResult())));
    }
    return String.join("\n\n", texts);
  }

  private static String line(String name, @Nullable String text) {
    return text == null ? "" : "\n" + name + ": " + text;
  }

  private static void putIfThere(Map<Field, String> fields, Field field, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      fields.put(field, text);
    }
  }
}
