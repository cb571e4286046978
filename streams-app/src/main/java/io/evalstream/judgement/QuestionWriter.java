package io.evalstream.judgement;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.evalstream.async.Prepared;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.PromptWriter;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.QuestionHash;
import io.evalstream.judge.Usage;
import io.evalstream.state.JudgementRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a judgement into the question to its judge, or ends it where there is nothing to ask.
public final class QuestionWriter {

  private static final PromptWriter PROMPTS = new PromptWriter();

  private final Bench bench;

  public QuestionWriter(Bench bench) {
    this.bench = bench;
  }

  public Prepared<Question, Heard> write(JudgementRequest request, TraceView trace) {
    Evaluator evaluator = bench.evaluators().find(request.getEvaluator()).orElse(null);
    if (evaluator == null) {
      return notEvaluable("the configuration no longer has this evaluator", trace);
    }
    if (!bench.evaluators().version(evaluator).equals(request.getEvaluatorVersion())) {
      return notEvaluable(
          "the definition of the evaluator has changed since it was requested", trace);
    }
    return ask(evaluator, request, trace);
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
    QuestionHash question = hash(evaluator, request.getEvaluatorVersion(), fields);
    return bench
        .recall(evaluator.id(), question)
        .<Prepared<Question, Heard>>map(reply -> new Prepared.Settled<>(new Heard(reply, trace)))
        .orElseGet(
            () -> {
              Explain explain = bench.explain(evaluator.id());
              String id = request.getEvaluationId();
              return new Prepared.Ready<>(
                  new Question(
                      request(id, evaluator, question, fields, trace.nonce(), explain), trace));
            });
  }

  /// Of the version of the evaluator and the texts that it reads.
  private static QuestionHash hash(Evaluator evaluator, String version, Map<Field, String> fields) {
    List<String> parts = new ArrayList<>(List.of(version));
    evaluator.inputs().reads().forEach(field -> parts.add(fields.getOrDefault(field, "")));
    return QuestionHash.of(parts);
  }

  /// What a judge is asked. Code reads the fields and gets no prompt.
  static JudgeRequest request(
      String evaluationId,
      Evaluator evaluator,
      QuestionHash question,
      Map<Field, String> fields,
      String nonce,
      Explain explain) {
    return new JudgeRequest(
        evaluationId,
        evaluator.id(),
        question,
        evaluator.isCoded()
            ? new Prompt("", "")
            : PROMPTS.write(evaluator, fields, nonce, explain == Explain.ALWAYS),
        evaluator.labelNames(),
        failing(evaluator),
        explain,
        byWireName(fields));
  }

  private static Set<String> failing(Evaluator evaluator) {
    return evaluator.labels().stream()
        .filter(Label::fails)
        .map(Label::name)
        .collect(toUnmodifiableSet());
  }

  private static Map<String, String> byWireName(Map<Field, String> fields) {
    Map<String, String> named = new HashMap<>();
    fields.forEach((field, text) -> named.put(field.wireName(), text));
    return named;
  }

  /// The end of a judgement for which a text is missing.
  ///
  /// @param trace null when it was not read
  public static Prepared<Question, Heard> notEvaluable(String why, @Nullable TraceView trace) {
    return without(Outcome.NOT_EVALUABLE, why, trace);
  }

  /// The end of a judgement that is not put to a judge.
  ///
  /// @param trace null when it was not read
  public static Prepared<Question, Heard> without(
      Outcome outcome, String why, @Nullable TraceView trace) {
    return new Prepared.Settled<>(
        new Heard(new JudgeReply.Unlabelled(outcome, why, Usage.NONE), trace));
  }
}
