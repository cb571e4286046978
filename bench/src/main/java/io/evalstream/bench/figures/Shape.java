package io.evalstream.bench.figures;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.topic.EventWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What traces look like, and what is asked of them.
enum Shape {
  /// A turn with one retrieval of four documents, of which three questions are asked: six
  /// judgements, as a documentation bot has them.
  RETRIEVAL(6, "[ faithfulness, correctness, document_relevance ]"),
  /// A turn without retrieval and one question: every judgement carries the whole cost of a trace.
  PLAIN(1, "[ toxicity ]");

  static final String APP = "bench";

  private static final int DOCUMENTS = 4;
  private static final String SENTENCE = "The quick brown fox jumps over the lazy dog. ";
  private static final String PARAGRAPH = SENTENCE.repeat(12).strip();

  private final int judgements;
  private final String evaluators;

  Shape(int judgements, String evaluators) {
    this.judgements = judgements;
    this.evaluators = evaluators;
  }

  /// Judgements of one trace.
  int judgements() {
    return judgements;
  }

  /// Names of evaluators, as YAML.
  String evaluators() {
    return evaluators;
  }

  /// Publishes a trace with an id of its own: about 1 KB without documents, about 3.5 KB with.
  void publish(EventWriter writer, String run, long number) {
    String traceId = run + "-" + number;
    Instant now = Instant.now();
    int retrievals = this == RETRIEVAL ? 1 : 0;
    writer.send(
        ChatEvent.newBuilder()
            .setTraceId(traceId)
            .setApp(APP)
            .setOccurredAt(now)
            .setQuestion("What does the fox do, the " + number + "th time?")
            .setResponse("Answer number " + number + ". " + PARAGRAPH)
            .setReferenceAnswer(SENTENCE)
            .setRetrievalCount(retrievals)
            .setModel("model-a")
            .setPromptVersion("v1")
            .build());
    if (retrievals == 1) {
      writer.send(span(traceId, now));
    }
  }

  private static RetrievalSpan span(String traceId, Instant now) {
    List<RetrievedDocument> documents =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(
                i ->
                    new RetrievedDocument(
                        "doc-" + i, PARAGRAPH, "Foxes", 1.0 / (i + 1), Map.of(), List.of()))
            .toList();
    return new RetrievalSpan(
        traceId, "search", APP, now, "fox", documents, "index", null, Map.of());
  }
}
