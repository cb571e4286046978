package io.evalstream.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.event.Evaluation;
import io.evalstream.event.JudgedTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is told of one evaluation, whatever it is sent as.
///
/// @param annotatorKind `LLM` or `CODE`
/// @param score 1 when the label passes, 0 when it fails; null without a label
/// @param explanation null when there is a label and none is to be told
/// @param error why there is no label; null when there is one
/// @param metadata JSON
/// @param responseId of the response that was judged, as its provider names it
record Finding(
    JudgedSpan judged,
    Evaluation evaluation,
    String annotatorKind,
    @Nullable Double score,
    @Nullable String explanation,
    @Nullable String error,
    String metadata,
    @Nullable String responseId) {

  private static final String RESPONSE_ID = "gen_ai.response.id";
  private static final String JUDGED = "judged";

  /// @param byCode whether no LLM was asked
  /// @param explained whether explanations may be told
  static Finding of(JudgedTrace trace, Evaluation evaluation, boolean byCode, boolean explained) {
    Boolean failing = evaluation.getFailing();
    String error = evaluation.getOutcome().equals(JUDGED) ? null : evaluation.getOutcome();
    return new Finding(
        JudgedSpan.of(trace, evaluation),
        evaluation,
        byCode ? "CODE" : "LLM",
        failing == null ? null : Double.valueOf(failing ? 0 : 1),
        explanation(explained ? evaluation.getExplanation() : null, error),
        error,
        metadata(evaluation),
        trace.getEvent().getAttributes().get(RESPONSE_ID));
  }

  /// A result must say something.
  private static @Nullable String explanation(@Nullable String told, @Nullable String error) {
    return told == null && error != null ? "no label: " + error : told;
  }

  private static String metadata(Evaluation evaluation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("app", evaluation.getApp());
    json.put("trace_id", evaluation.getTraceId());
    json.put("evaluator_version", evaluation.getEvaluatorVersion());
    json.put("target", evaluation.getTarget());
    if (evaluation.getDocumentId() != null) {
      json.put("document_id", evaluation.getDocumentId());
      json.put("document_rank", evaluation.getDocumentRank());
    }
    json.put("outcome", evaluation.getOutcome());
    json.put("judge", evaluation.getJudge());
    if (evaluation.getJudgeModel() != null) {
      json.put("judge_model", evaluation.getJudgeModel());
    }
    json.put("disputed", evaluation.getDisputed());
    json.put("sampling_probability", evaluation.getSamplingProbability());
    return json.toString();
  }

  /// When the judgement was asked for.
  long startNanos() {
    Long latency = evaluation.getLatencyMs();
    Instant end = evaluation.getEvaluatedAt();
    return nanos(latency == null ? end : end.minus(Duration.ofMillis(latency)));
  }

  /// When it had ended.
  long endNanos() {
    return nanos(evaluation.getEvaluatedAt());
  }

  private static long nanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
