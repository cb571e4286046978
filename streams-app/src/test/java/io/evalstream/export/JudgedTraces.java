package io.evalstream.export;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A judged turn with two retrievals; the evaluations are up to the test.
final class JudgedTraces {

  static final String TRACE = "80f198ee56343ba864fe8b2a57d3eff7";
  static final String ROOT = "e457b5a2e4d86bd1";
  static final String FIRST_RETRIEVAL = "00000000000000a1";
  static final String SECOND_RETRIEVAL = "00000000000000a2";
  static final Instant EVALUATED = Instant.parse("2026-01-31T12:00:05Z");

  private static final Instant ANSWERED = Instant.parse("2026-01-31T12:00:00Z");

  private JudgedTraces() {}

  static JudgedTrace of(Evaluation... evaluations) {
    return of(TRACE, Map.of("otel.span_id", ROOT), evaluations);
  }

  static JudgedTrace of(String id, Map<String, String> attributes, Evaluation... evaluations) {
    return JudgedTrace.newBuilder()
        .setTraceId(id)
        .setApp("docs-bot")
        .setOccurredAt(ANSWERED)
        .setEvent(
            ChatEvent.newBuilder()
                .setTraceId(id)
                .setApp("docs-bot")
                .setOccurredAt(ANSWERED)
                .setResponse("42")
                .setAttributes(attributes)
                .build())
        .setRetrievals(
            List.of(
                retrieval(id, FIRST_RETRIEVAL, "d1", "d2"),
                retrieval(id, SECOND_RETRIEVAL, "d2", "d3")))
        .setEvaluations(List.of(evaluations))
        .setDiagnosis("ok")
        .setJudgedAt(EVALUATED)
        .build();
  }

  private static RetrievalSpan retrieval(String traceId, String spanId, String... documents) {
    return RetrievalSpan.newBuilder()
        .setTraceId(traceId)
        .setSpanId(spanId)
        .setApp("docs-bot")
        .setOccurredAt(ANSWERED)
        .setDocuments(
            List.of(documents).stream()
                .map(id -> RetrievedDocument.newBuilder().setDocumentId(id).setText("t").build())
                .toList())
        .build();
  }

  /// Found to be unfaithful, in 1.5 s.
  static Evaluation.Builder unfaithful() {
    return Evaluation.newBuilder()
        .setEvaluationId("abc")
        .setTraceId(TRACE)
        .setApp("docs-bot")
        .setEvaluator("faithfulness")
        .setEvaluatorVersion("v1")
        .setTarget("response")
        .setOutcome("judged")
        .setLabel("unfaithful")
        .setFailing(true)
        .setExplanation("No document says so.")
        .setJudge("default")
        .setJudgeModel("gpt-5-mini")
        .setAttempts(1)
        .setLatencyMs(1_500L)
        .setSamplingProbability(0.5)
        .setOccurredAt(ANSWERED)
        .setEvaluatedAt(EVALUATED);
  }

  static Evaluation.Builder ofDocument(String documentId) {
    return unfaithful()
        .setEvaluator("document_relevance")
        .setTarget("document")
        .setDocumentId(documentId)
        .setDocumentRank(2)
        .setLabel("relevant")
        .setFailing(false);
  }

  static Evaluation.Builder expired() {
    return unfaithful()
        .setOutcome("expired")
        .setLabel(null)
        .setFailing(null)
        .setExplanation(null)
        .setJudgeModel(null);
  }
}
