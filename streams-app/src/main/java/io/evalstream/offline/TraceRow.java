package io.evalstream.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.topic.JsonAvro;
import io.evalstream.topic.MalformedJsonException;
import io.evalstream.trace.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One row of a file: a trace, as an application would publish it.
///
/// @param span null when the row has no documents
/// @param labels what the row says is right
/// @param ignoredFields fields that are neither part of a trace nor kept as attributes
public record TraceRow(
    ChatEvent event, @Nullable RetrievalSpan span, RowLabels labels, int ignoredFields) {

  private static final String REFERENCE = "reference_answer";
  private static final Set<String> NOT_OF_THE_EVENT =
      Set.of("id", "documents", "labels", "document_labels");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /// Reads a row.
  ///
  /// @param fallbackId trace id of a row without one
  /// @param now time of a row whose own is absent or not wanted
  /// @param keepTimes whether `occurred_at` of the row counts
  public static TraceRow of(JsonNode row, String fallbackId, Instant now, boolean keepTimes)
      throws MalformedJsonException {
    if (!(row instanceof ObjectNode object)) {
      throw new MalformedJsonException(List.of("the row: must be an object"));
    }
    JsonNode documents = object.path("documents");
    ObjectNode event = JSON.objectNode();
    object.properties().stream()
        .filter(field -> !NOT_OF_THE_EVENT.contains(field.getKey()))
        .forEach(field -> event.set(field.getKey(), field.getValue()));
    joinAccepted(event);
    JsonNode id = object.path("id");
    event.put("trace_id", isAbsent(id) ? fallbackId : id.asText());
    if (!keepTimes || !event.has("occurred_at")) {
      event.put("occurred_at", now.toString());
    }
    boolean retrieved = !isAbsent(documents);
    event.put("retrieval_count", retrieved ? 1 : 0);
    JsonAvro.Read<ChatEvent> read = JsonAvro.read(event, ChatEvent.class);
    RetrievalSpan span = retrieved ? span(read.value(), documents, object.path("question")) : null;
    return new TraceRow(
        read.value(),
        span,
        RowLabels.read(object, read.value().getTraceId()),
        read.ignoredFields());
  }

  /// The retrieval, when there is one.
  public List<RetrievalSpan> spans() {
    return span == null ? List.of() : List.of(span);
  }

  /// As it is judged.
  ///
  /// @param probabilities evaluator to the probability with which it was chosen
  public Trace trace(Map<String, Double> probabilities) {
    return new Trace(event, spans(), probabilities);
  }

  /// Several accepted answers become one reference, a line each.
  private static void joinAccepted(ObjectNode event) {
    if (event.path(REFERENCE) instanceof ArrayNode accepted) {
      List<String> lines = new ArrayList<>();
      accepted.forEach(answer -> lines.add(answer.asText()));
      event.put(REFERENCE, String.join("\n", lines));
    }
  }

  private static RetrievalSpan span(ChatEvent event, JsonNode documents, JsonNode question)
      throws MalformedJsonException {
    ObjectNode span = JSON.objectNode();
    span.put("trace_id", event.getTraceId());
    span.put("span_id", "retrieval");
    span.put("app", event.getApp());
    span.put("occurred_at", event.getOccurredAt().toString());
    if (question.isTextual()) {
      span.set("query", question);
    }
    JsonNode list = documents.deepCopy();
    for (JsonNode document : list) {
      if (document instanceof ObjectNode fields) {
        JsonNode id = fields.remove("id");
        if (id != null && !isAbsent(id)) {
          fields.put("document_id", id.asText());
        }
      }
    }
    span.set("documents", list);
    return JsonAvro.read(span, RetrievalSpan.class).value();
  }

  private static boolean isAbsent(JsonNode field) {
    return field.isMissingNode() || field.isNull();
  }
}
