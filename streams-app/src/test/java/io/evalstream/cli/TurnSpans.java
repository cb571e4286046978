package io.evalstream.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.offline.TraceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The spans that an application instrumented with OpenInference would send of a turn, as a record
/// in JSON: a chain, the retriever and the model in it.
record TurnSpans(String traceId, TraceRow row) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  ObjectNode record() {
    ObjectNode record = JSON.objectNode();
    ObjectNode ofService = record.putArray("resourceSpans").addObject();
    attribute(
        ofService.putObject("resource").putArray("attributes"),
        "service.name",
        row.event().getApp());
    ofService.putArray("scopeSpans").addObject().putArray("spans").addAll(spans());
    return record;
  }

  private List<ObjectNode> spans() {
    List<ObjectNode> spans = new ArrayList<>();
    ChatEvent event = row.event();
    ObjectNode chain = span(1, "answer", "CHAIN", 0, 1_000);
    attribute(chain, "input.value", event.getQuestion());
    attribute(chain, "output.value", event.getResponse());
    spans.add(chain);
    if (row.span() != null) {
      spans.add(retriever(row.span().getDocuments()));
    }
    spans.add(model(event));
    return spans;
  }

  private ObjectNode retriever(List<RetrievedDocument> documents) {
    ObjectNode retriever = span(2, "search", "RETRIEVER", 100, 200);
    attribute(retriever, "input.value", row.event().getQuestion());
    for (int i = 0; i < documents.size(); i++) {
      String prefix = "retrieval.documents." + i + ".document.";
      attribute(retriever, prefix + "id", documents.get(i).getDocumentId());
      attribute(retriever, prefix + "content", documents.get(i).getText());
    }
    return retriever;
  }

  private ObjectNode model(ChatEvent event) {
    ObjectNode model = span(3, "complete", "LLM", 300, 900);
    attribute(model, "llm.model_name", event.getModel());
    attribute(model, "llm.prompt_template.version", event.getPromptVersion());
    List<Message> read = new ArrayList<>(event.getHistory());
    read.add(new Message("user", event.getQuestion()));
    for (int i = 0; i < read.size(); i++) {
      String prefix = "llm.input_messages." + i + ".message.";
      attribute(model, prefix + "role", read.get(i).getRole());
      attribute(model, prefix + "content", read.get(i).getContent());
    }
    attribute(model, "llm.output_messages.0.message.role", "assistant");
    attribute(model, "llm.output_messages.0.message.content", event.getResponse());
    return model;
  }

  private ObjectNode span(int id, String name, String kind, int from, int to) {
    ObjectNode span = JSON.objectNode();
    span.put("traceId", traceId).put("spanId", "%016x".formatted(id)).put("name", name);
    if (id > 1) {
      span.put("parentSpanId", "%016x".formatted(1));
    }
    span.put("startTimeUnixNano", nanos(from)).put("endTimeUnixNano", nanos(to)).put("kind", 1);
    span.putArray("attributes");
    attribute(span, "openinference.span.kind", kind);
    return span;
  }

  private String nanos(int millis) {
    Instant time = row.event().getOccurredAt().minusMillis(1_000).plusMillis(millis);
    return time.toEpochMilli() + "000000";
  }

  private static void attribute(ObjectNode span, String key, String value) {
    attribute((ArrayNode) span.get("attributes"), key, value);
  }

  private static void attribute(ArrayNode attributes, String key, String value) {
    if (value != null) {
      attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }
  }
}
