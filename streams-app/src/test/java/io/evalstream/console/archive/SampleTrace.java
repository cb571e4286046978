package io.evalstream.console.archive;

import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import io.evalstream.event.RetrievalSpan;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.topic.TrustedRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A judged turn that a test can shape: a question, two documents, an answer, and what the judge
/// said of them.
///
/// @param failing whether the answer is unfaithful
public record SampleTrace(
    String id, String app, Instant at, String question, String response, boolean failing) {

  static {
    TrustedRecords.trust();
  }

  private static final Duration JUDGING = Duration.ofSeconds(3);

  public JudgedTrace judged() {
    return judgedAt(at.plus(JUDGING));
  }

  public JudgedTrace judgedAt(Instant judgedAt) {
    return JudgedTrace.newBuilder()
        .setTraceId(id)
        .setApp(app)
        .setOccurredAt(at)
        .setEvent(event())
        .setRetrievals(List.of(retrieval()))
        .setEvaluations(
            List.of(
                evaluation("faithfulness", judgedAt)
                    .setLabel(failing ? "unfaithful" : "faithful")
                    .setFailing(failing)
                    .setExplanation(
                        failing
                            ? "The number of days is in no document."
                            : "The handbook says the same.")
                    .build(),
                ofDocument("handbook", 1, "relevant", judgedAt),
                ofDocument("canteen", 2, "irrelevant", judgedAt),
                evaluation("conciseness", judgedAt)
                    .setOutcome("expired")
                    .setExplanation("nobody answered in time")
                    .build()))
        .setDiagnosis(failing ? "ungrounded" : "ok")
        .setJudgedAt(judgedAt)
        .build();
  }

  private ChatEvent event() {
    return ChatEvent.newBuilder()
        .setTraceId(id)
        .setApp(app)
        .setOccurredAt(at)
        .setQuestion(question)
        .setResponse(response)
        .setRetrievalCount(1)
        .setModel(model())
        .setPromptVersion(promptVersion())
        .setLatencyMs(1_840L)
        .setInputTokens(912L)
        .setOutputTokens(64L)
        .setAttributes(Map.of("environment", "production"))
        .setQueryEmbedding(embedding())
        .build();
  }

  /// Every fourth turn is by the larger model.
  private String model() {
    return id.hashCode() % 4 == 0 ? "gpt-5" : "gpt-5-mini";
  }

  private String promptVersion() {
    return failing ? "v8" : "v7";
  }

  private List<Float> embedding() {
    float x = (id.hashCode() & 0xff) / 255f;
    return List.of(x, 1 - x, failing ? 1f : 0f, 0.5f);
  }

  private RetrievalSpan retrieval() {
    return RetrievalSpan.newBuilder()
        .setTraceId(id)
        .setSpanId(id + "-1")
        .setApp(app)
        .setOccurredAt(at.minusSeconds(1))
        .setRetriever("wiki")
        .setLatencyMs(120L)
        .setDocuments(
            List.of(
                document("handbook", "Staff handbook", "Holidays: 28 days in a year.", 0.82),
                document("canteen", "Canteen", "The canteen opens at eleven.", 0.41)))
        .build();
  }

  private static RetrievedDocument document(String id, String title, String text, double score) {
    return RetrievedDocument.newBuilder()
        .setDocumentId(id)
        .setTitle(title)
        .setText(text)
        .setScore(score)
        .setEmbedding(List.of((float) score, 0.2f, 0f, 0.5f))
        .build();
  }

  private Evaluation ofDocument(String document, int rank, String label, Instant judgedAt) {
    return evaluation("document_relevance", judgedAt)
        .setTarget("document")
        .setDocumentId(document)
        .setDocumentRank(rank)
        .setEvaluationId(id + "-document_relevance-" + rank)
        .setLabel(label)
        .setFailing(!label.equals("relevant"))
        .build();
  }

  private Evaluation.Builder evaluation(String evaluator, Instant judgedAt) {
    return Evaluation.newBuilder()
        .setEvaluationId(id + "-" + evaluator)
        .setTraceId(id)
        .setApp(app)
        .setEvaluator(evaluator)
        .setEvaluatorVersion("1f0c")
        .setTarget("response")
        .setOutcome("judged")
        .setJudge("default")
        .setJudgeModel("gpt-5-mini")
        .setModel(model())
        .setPromptVersion(promptVersion())
        .setAttempts(1)
        .setInputTokens(640L)
        .setOutputTokens(48L)
        .setCostUsd(cost(evaluator))
        .setLatencyMs(800L + (id.hashCode() & 0x3ff))
        .setSamplingProbability(0.5)
        .setOccurredAt(at)
        .setEvaluatedAt(judgedAt);
  }

  private static @Nullable Double cost(String evaluator) {
    return evaluator.equals("conciseness") ? null : (Double) 0.0002;
  }
}
