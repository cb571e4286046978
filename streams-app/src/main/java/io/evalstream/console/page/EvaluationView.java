package io.evalstream.console.page;

import io.evalstream.event.Evaluation;
import io.evalstream.event.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An evaluation as a page shows it.
///
/// @param address of the evaluator
/// @param documentId that it is of, where that is to be said
/// @param ended why there is no label; empty when there is one
/// @param explanation null when the judge gave none
/// @param remarks what is not as usual: from memory, disputed, redacted
/// @param facts who judged, how long it took and what it cost
/// @param form to label the same; null when the evaluator is not known anymore
record EvaluationView(
    String evaluator,
    String address,
    @Nullable String documentId,
    Badge badge,
    String ended,
    @Nullable LongText explanation,
    List<String> remarks,
    List<String> facts,
    List<VoteView> votes,
    @Nullable LabelForm form) {

  /// What one of several judges said.
  record VoteView(String judge, Badge badge, @Nullable LongText explanation) {

    static VoteView of(Vote vote) {
      return new VoteView(
          named(vote.getJudge(), vote.getJudgeModel()),
          vote.getLabel() == null
              ? Badge.withoutLabel(vote.getOutcome())
              : Badge.of(vote.getLabel(), null),
          vote.getExplanation() == null ? null : LongText.of(vote.getExplanation()));
    }
  }

  EvaluationView {
    remarks = List.copyOf(remarks);
    facts = List.copyOf(facts);
    votes = List.copyOf(votes);
  }

  /// @param inside whether it stands with its document, which then need not be named
  static EvaluationView of(Evaluation evaluation, @Nullable LabelForm form, boolean inside) {
    String label = evaluation.getLabel();
    return new EvaluationView(
        evaluation.getEvaluator(),
        PageAddress.definition(evaluation.getEvaluator()),
        inside ? null : evaluation.getDocumentId(),
        label == null
            ? Badge.withoutLabel(evaluation.getOutcome())
            : Badge.of(label, evaluation.getFailing()),
        label == null ? OutcomeWords.of(evaluation.getOutcome()) : "",
        evaluation.getExplanation() == null ? null : LongText.of(evaluation.getExplanation()),
        remarks(evaluation),
        facts(evaluation),
        evaluation.getVotes().stream().map(VoteView::of).toList(),
        form);
  }

  boolean hasVotes() {
    return !votes.isEmpty();
  }

  private static List<String> remarks(Evaluation evaluation) {
    List<String> remarks = new ArrayList<>();
    if (evaluation.getDisputed()) {
      remarks.add("the judges disagree");
    }
    if (evaluation.getCached()) {
      remarks.add("answered from memory");
    }
    if (evaluation.getRedacted() > 0) {
      remarks.add(counted(evaluation.getRedacted(), "passage") + " hidden from the judge");
    }
    return remarks;
  }

  private static List<String> facts(Evaluation evaluation) {
    List<String> facts = new ArrayList<>();
    facts.add("judge " + named(evaluation.getJudge(), evaluation.getJudgeModel()));
    facts.add(counted(evaluation.getAttempts(), "call"));
    String tokens = Waterfall.tokens(evaluation.getInputTokens(), evaluation.getOutputTokens());
    facts.add(tokens.isEmpty() ? "tokens not known" : "tokens " + tokens);
    Double cost = evaluation.getCostUsd();
    facts.add(cost == null ? "cost not known" : Numbers.dollars(cost));
    Long latency = evaluation.getLatencyMs();
    if (latency != null) {
      facts.add(Numbers.latency(latency));
    }
    facts.add("done " + Numbers.at(evaluation.getEvaluatedAt()).text());
    if (evaluation.getSamplingProbability() < 1) {
      facts.add("sampled with " + Numbers.percent(evaluation.getSamplingProbability()));
    }
    facts.add("version " + evaluation.getEvaluatorVersion());
    return facts;
  }

  static String named(String judge, @Nullable String model) {
    return model == null || model.equals(judge) ? judge : judge + " (" + model + ")";
  }

  private static String counted(int count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }

  /// What fails first, then what has no label, then the rest.
  int urgency() {
    return switch (badge.kind()) {
      case "fail" -> 0;
      case "warn" -> 1;
      default -> 2;
    };
  }
}
