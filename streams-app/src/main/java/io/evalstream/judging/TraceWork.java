package io.evalstream.judging;

import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Work;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.PromptWriter;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.Usage;
import io.evalstream.state.JudgementRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns a pending judgement into a question to its judge, with the texts from the traces store.
///
/// @param limit what may still be spent
record TraceWork(Bench bench, TraceReader traces, PromptWriter prompts, DailyLimit limit)
    implements Work<String, JudgementRequest, Question, Heard> {

  /// Code reads the fields.
  private static final Prompt NO_PROMPT = new Prompt("", "");

  @Override
  public String id(JudgementRequest request) {
    return request.getEvaluationId();
  }

  @Override
  public Peer<Question, Heard> peer(JudgementRequest request) {
    return bench.judge(request.getEvaluator());
  }

  @Override
  public Flow flow(String traceId, JudgementRequest request) {
    return new Flow(request.getApp(), request.getEvaluator());
  }

  @Override
  public Prepared<Question, Heard> prepare(String traceId, JudgementRequest request) {
    Evaluator evaluator = bench.evaluators().find(request.getEvaluator()).orElse(null);
    if (evaluator == null) {
      return notEvaluable("the configuration no longer has this evaluator", null);
    }
    if (!bench.evaluators().version(evaluator).equals(request.getEvaluatorVersion())) {
      return notEvaluable(
          "the definition of the evaluator has changed since it was requested", null);
    }
    if (limit.isSpent(request.getApp())) {
      return without(
          Outcome.OVER_BUDGET,
          "the part of apps.budget.usd_per_day that this partition has is spent for today",
          null);
    }
    return traces
        .read(traceId)
        .map(trace -> ask(evaluator, request, trace))
        .orElseGet(() -> notEvaluable("the trace is no longer there", null));
  }

  private Prepared<Question, Heard> ask(
      Evaluator evaluator, JudgementRequest request, TraceView trace) {
    Map<Field, String> fields =
        TraceFields.of(trace.event(), trace.spans(), request.getSpanId(), request.getDocumentId());
    var missing = evaluator.missing(fields);
    if (!missing.isEmpty()) {
      return notEvaluable(
          "missing: " + String.join(", ", missing.stream().map(Object::toString).toList()), trace);
    }
    JudgeRequest asked =
        new JudgeRequest(
            request.getEvaluationId(),
            evaluator.id(),
            evaluator.isCoded() ? NO_PROMPT : prompts.write(evaluator, fields, trace.nonce()),
            List.copyOf(evaluator.labelNames()),
            byWireName(fields));
    return new Prepared.Ready<>(new Question(asked, trace));
  }

  static Map<String, String> byWireName(Map<Field, String> fields) {
    Map<String, String> named = new HashMap<>();
    fields.forEach((field, text) -> named.put(field.wireName(), text));
    return named;
  }

  private static Prepared<Question, Heard> notEvaluable(String why, @Nullable TraceView trace) {
    return without(Outcome.NOT_EVALUABLE, why, trace);
  }

  private static Prepared<Question, Heard> without(
      Outcome outcome, String why, @Nullable TraceView trace) {
    return new Prepared.Settled<>(
        new Heard(new JudgeReply.Unlabelled(outcome, why, Usage.NONE), trace));
  }
}
