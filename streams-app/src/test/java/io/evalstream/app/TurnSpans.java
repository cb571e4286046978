package io.evalstream.app;

import static io.evalstream.app.OtlpRecords.text;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Message;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The spans that an application instrumented with OpenInference would send of a turn: a chain, and
/// the retrievers and the model in it.
public record TurnSpans(ChatEvent event, List<RetrievalSpan> retrievals) {

  private static final int CHAIN = 1;
  private static final int MODEL = 2;
  private static final int FIRST_RETRIEVER = 3;

  /// In the order in which they end.
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (RetrievalSpan retrieval : retrievals) {
      spans.add(retriever(FIRST_RETRIEVER + spans.size(), retrieval));
    }
    spans.add(model());
    List<KeyValue> said = new ArrayList<>();
    add(said, "input.value", event.getQuestion());
    add(said, "output.value", event.getResponse());
    spans.add(span(CHAIN, "answer", "CHAIN", 0, 1_000, said));
    return spans;
  }

  /// The spans as the service sends them whose name is that of the app.
  public ResourceSpans sent() {
    return OtlpRecords.sentBy(event.getApp(), spans());
  }

  private Span retriever(int id, RetrievalSpan retrieval) {
    List<KeyValue> found = new ArrayList<>();
    add(found, "input.value", retrieval.getQuery());
    List<RetrievedDocument> documents = retrieval.getDocuments();
    for (int i = 0; i < documents.size(); i++) {
      String prefix = "retrieval.documents." + i + ".document.";
      add(found, prefix + "id", documents.get(i).getDocumentId());
      add(found, prefix + "content", documents.get(i).getText());
    }
    return span(id, "search", "RETRIEVER", 100, 200, found);
  }

  private Span model() {
    List<KeyValue> said = new ArrayList<>();
    add(said, "llm.model_name", event.getModel());
    add(said, "llm.prompt_template.version", event.getPromptVersion());
    List<Message> read = new ArrayList<>(event.getHistory());
    read.add(new Message("user", event.getQuestion()));
    for (int i = 0; i < read.size(); i++) {
      String prefix = "llm.input_messages." + i + ".message.";
      add(said, prefix + "role", read.get(i).getRole());
      add(said, prefix + "content", read.get(i).getContent());
    }
    add(said, "llm.output_messages.0.message.role", "assistant");
    add(said, "llm.output_messages.0.message.content", event.getResponse());
    return span(MODEL, "complete", "LLM", 300, 900, said);
  }

  /// @param from milliseconds from the beginning of the turn, which took a second
  private Span span(int id, String name, String kind, int from, int to, List<KeyValue> attributes) {
    Instant begin = event.getOccurredAt().minusMillis(1_000);
    return OtlpRecords.span(event.getTraceId(), id, id == CHAIN ? 0 : CHAIN, name)
        .setStartTimeUnixNano(OtlpRecords.nanos(begin.plusMillis(from)))
        .setEndTimeUnixNano(OtlpRecords.nanos(begin.plusMillis(to)))
        .addAttributes(text("openinference.span.kind", kind))
        .addAllAttributes(attributes)
        .build();
  }

  private static void add(List<KeyValue> attributes, String key, String value) {
    if (value != null) {
      attributes.add(text(key, value));
    }
  }
}
