package io.evalstream.judging;

import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Work;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.PromptWriter;
import io.evalstream.event.ChatEvent;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.state.JudgementRequest;
import io.evalstream.state.TracePart;
import io.evalstream.topic.TraceStore;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Turns a pending judgement into a question to its judge, with the texts from the traces store.
final class TraceWork implements Work<String, JudgementRequest, JudgeRequest, JudgeReply> {

  private static final int NONCE_BYTES = 8;

  private final Bench bench;
  private final TraceStore traces;
  private final PromptWriter prompts;
  private final DailyLimit limit;
  private final SecureRandom random = new SecureRandom();

  TraceWork(Bench bench, TraceStore traces, PromptWriter prompts, DailyLimit limit) {
    this.bench = bench;
    this.traces = traces;
    this.prompts = prompts;
    this.limit = limit;
  }

  @Override
  public String id(JudgementRequest request) {
    return request.getEvaluationId();
  }

  @Override
  public Peer<JudgeRequest, JudgeReply> peer(JudgementRequest request) {
    return bench.judge(request.getEvaluator());
  }

  @Override
  public Flow flow(String traceId, JudgementRequest request) {
    return new Flow(request.getApp(), request.getEvaluator());
  }

  @Override
  public Prepared<JudgeRequest, JudgeReply> prepare(String traceId, JudgementRequest request) {
    Evaluator evaluator = bench.evaluators().find(request.getEvaluator()).orElse(null);
    if (evaluator == null) {
      return notEvaluable("the configuration no longer has this evaluator");
    }
    if (!bench.evaluators().version(evaluator).equals(request.getEvaluatorVersion())) {
      return notEvaluable("the definition of the evaluator has changed since it was requested");
    }
    if (limit.isSpent(request.getApp())) {
      return without(
          Outcome.OVER_BUDGET,
          "what the app may spend in a day is spent (apps.budget.usd_per_day)");
    }
    TracePart part = traces.event(traceId);
    if (part == null || !(part.getPart() instanceof ChatEvent event)) {
      return notEvaluable("the trace is no longer there");
    }
    Map<Field, String> fields =
        TraceFields.of(event, traces.spans(traceId), request.getSpanId(), request.getDocumentId());
    var missing = evaluator.missing(fields);
    if (!missing.isEmpty()) {
      return notEvaluable(
          "missing: " + String.join(", ", missing.stream().map(Object::toString).toList()));
    }
    return new Prepared.Ready<>(
        new JudgeRequest(
            request.getEvaluationId(),
            evaluator.id(),
            prompts.write(evaluator, fields, nonce()),
            List.copyOf(evaluator.labelNames()),
            byWireName(fields)));
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static Map<String, String> byWireName(Map<Field, String> fields) {
    Map<String, String> named = new HashMap<>();
    fields.forEach((field, text) -> named.put(field.wireName(), text));
    return named;
  }

  private static Prepared<JudgeRequest, JudgeReply> notEvaluable(String why) {
    return without(Outcome.NOT_EVALUABLE, why);
  }

  private static Prepared<JudgeRequest, JudgeReply> without(Outcome outcome, String why) {
    return new Prepared.Settled<>(new JudgeReply.Unlabelled(outcome, why, Usage.NONE));
  }
}
