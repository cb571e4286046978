package io.evalstream.cli;

import io.evalstream.offline.EvalResult;
import io.evalstream.offline.EvaluatorResult;
import io.evalstream.offline.LabelPairs;
import io.evalstream.offline.Measure;
import io.evalstream.offline.RankingResult;
import io.evalstream.stats.RateEstimate;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/// The results of `eval` as text.
record EvalTable(PrintWriter out) {

  void duplicates(long rows) {
    if (rows > 0) {
      out.printf("left out %,d rows whose id an earlier row has, as the monitor does%n", rows);
    }
  }

  void print(EvalResult result) {
    out.printf("%n%-22s %9s %9s %8s   %s%n", "EVALUATOR", "N", "JUDGED", "FAILING", "RATE [95 %]");
    for (EvaluatorResult one : result.evaluators()) {
      out.printf(
          "%-22s %9d %9d %8d   %s%n",
          one.evaluator().id(), one.count(), one.judged(), one.failures(), rate(one.rate()));
    }
    result.evaluators().forEach(this::details);
    result.rankings().forEach(this::ranking);
  }

  private void details(EvaluatorResult one) {
    out.printf("%n%s%n", one.evaluator().id());
    out.printf("  labels     %s%n", counts(one.labels()));
    out.printf("  outcomes   %s%n", counts(one.outcomes()));
    if (one.inputTokens() + one.outputTokens() > 0) {
      out.printf(
          Locale.ROOT,
          "  tokens     %,d in, %,d out%s%n",
          one.inputTokens(),
          one.outputTokens(),
          one.costUsd() == null ? "" : String.format(Locale.ROOT, "; %.4f USD", one.costUsd()));
    }
    agreement(one.pairs());
  }

  private void agreement(LabelPairs pairs) {
    if (!pairs.isEmpty()) {
      out.printf(
          "  agreement  %d labelled, %d without a label of the judge; accuracy %s, kappa %s%n",
          pairs.labelled(),
          pairs.abstentions(),
          Measure.text(Measure.ACCURACY.of(pairs.confusion())),
          Measure.text(Measure.KAPPA.of(pairs.confusion())));
    }
    strange(pairs);
  }

  void strange(LabelPairs pairs) {
    pairs
        .strange()
        .forEach(
            (text, count) ->
                out.printf(
                    "  unknown    %d rows say '%s', which is no label of %s%n",
                    count, text, pairs.evaluator().id()));
  }

  private void ranking(String evaluator, RankingResult ranking) {
    if (ranking.retrievals() == 0) {
      return;
    }
    out.printf(
        "%nretrieval by %s: %d retrievals, %d left out (a first document has no label)%n",
        evaluator, ranking.retrievals(), ranking.leftOut());
    ranking.means().forEach((name, mean) -> out.printf("  %-16s %s%n", name, rate(mean)));
  }

  private static String rate(RateEstimate estimate) {
    return estimate.rate() == null
        ? "-"
        : String.format(
            Locale.ROOT, "%.4f [%.4f, %.4f]", estimate.rate(), estimate.low(), estimate.high());
  }

  static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .reduce((a, b) -> a + ", " + b)
            .orElse("-");
  }
}
