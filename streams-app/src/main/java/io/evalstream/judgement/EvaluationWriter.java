package io.evalstream.judgement;

import io.evalstream.async.Ending;
import io.evalstream.async.Result;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.Evaluation;
import io.evalstream.event.Vote;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.state.JudgementRequest;
import io.evalstream.trace.Opening;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes the evaluation that ends a judgement.
public final class EvaluationWriter {

  private static final int LONGEST_EXPLANATION = 2_000;

  private final Bench bench;

  public EvaluationWriter(Bench bench) {
    this.bench = bench;
  }

  public Evaluation write(
      Result<JudgementRequest, Heard> result, ChatEvent event, Instant evaluatedAt) {
    JudgementRequest request = result.request();
    JudgeReply reply = reply(result.ending(), request.getEvaluator());
    Optional<Evaluator> evaluator = bench.evaluators().find(request.getEvaluator());
    String label = reply instanceof JudgeReply.Labelled labelled ? labelled.label() : null;
    Usage usage = reply.usage();
    boolean used = !usage.equals(Usage.NONE);
    return Evaluation.newBuilder()
        .setEvaluationId(request.getEvaluationId())
        .setTraceId(event.getTraceId())
        .setApp(event.getApp())
        .setEvaluator(request.getEvaluator())
        .setEvaluatorVersion(request.getEvaluatorVersion())
        .setTarget(evaluator.map(known -> known.target().wireName()).orElse("unknown"))
        .setDocumentId(request.getDocumentId())
        .setDocumentRank(request.getDocumentRank())
        .setOutcome(outcome(reply).wireName())
        .setLabel(label)
        .setFailing(label == null ? null : fails(evaluator, label))
        .setExplanation(capped(explanation(reply)))
        .setJudge(bench.judgeName(request.getEvaluator()))
        .setJudgeModel(usage.model())
        .setModel(event.getModel())
        .setPromptVersion(event.getPromptVersion())
        .setAttempts(result.attempts())
        .setInputTokens(used ? usage.inputTokens() : null)
        .setOutputTokens(used ? usage.outputTokens() : null)
        .setCostUsd(usage.costUsd())
        .setLatencyMs(result.endedAt() - result.admittedAt())
        .setSamplingProbability(request.getSamplingProbability())
        .setOccurredAt(event.getOccurredAt())
        .setEvaluatedAt(evaluatedAt)
        .setAttributes(event.getAttributes())
        .setRedacted(reply.provenance().redacted())
        .setCached(reply.provenance().cached())
        .setVotes(reply.provenance().votes().stream().map(EvaluationWriter::vote).toList())
        .setDisputed(reply.provenance().disputed())
        .build();
  }

  private static Vote vote(io.evalstream.judge.Vote vote) {
    return new Vote(
        vote.judge(),
        vote.model(),
        vote.outcome().wireName(),
        vote.label(),
        capped(vote.explanation()));
  }

  private JudgeReply reply(Ending<Heard> ending, String evaluator) {
    return switch (ending) {
      case Ending.Answered<Heard>(Heard heard) -> heard.reply();
      case Ending.Exhausted<Heard>(String reason, String detail) ->
          without(Outcome.PROVIDER_ERROR, reason + ": " + detail);
      case Ending.Expired<Heard>(String detail) ->
          without(Outcome.EXPIRED, detail.isEmpty() ? untried(evaluator) : tried(detail));
      case Ending.Shed<Heard> _ ->
          without(Outcome.SHED, "too many judgements were waiting (judging.max_pending)");
      case Ending.Abandoned<Heard> _ ->
          without(Outcome.ABANDONED, "taken up too often by restarted instances");
    };
  }

  private static String tried(String failure) {
    return "too old before it was answered (judging.max_age); last: " + failure;
  }

  /// A judge that is down is not asked: the state of its gate is all there is to tell.
  private String untried(String evaluator) {
    return "too old before it was tried (judging.max_age); state of judge %s: %s"
        .formatted(bench.judgeName(evaluator), bench.judge(evaluator).gate().state());
  }

  private static JudgeReply without(Outcome outcome, String why) {
    return new JudgeReply.Unlabelled(outcome, why, Usage.NONE);
  }

  private static Outcome outcome(JudgeReply reply) {
    return switch (reply) {
      case JudgeReply.Labelled _ -> Outcome.JUDGED;
      case JudgeReply.Unlabelled unlabelled -> unlabelled.outcome();
    };
  }

  private static @Nullable String explanation(JudgeReply reply) {
    return switch (reply) {
      case JudgeReply.Labelled labelled -> labelled.explanation();
      case JudgeReply.Unlabelled unlabelled -> unlabelled.explanation();
    };
  }

  private static boolean fails(Optional<Evaluator> evaluator, String label) {
    return evaluator
        .flatMap(known -> known.label(label))
        .orElseThrow(() -> new IllegalStateException("a judge gave an unknown label: " + label))
        .fails();
  }

  private static @Nullable String capped(@Nullable String text) {
    if (text == null || text.length() <= LONGEST_EXPLANATION) {
      return text;
    }
    return Opening.of(text, LONGEST_EXPLANATION) + " [cut]";
  }
}
