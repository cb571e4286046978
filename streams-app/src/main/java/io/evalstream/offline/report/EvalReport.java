package io.evalstream.offline.report;

import io.evalstream.evaluator.Label;
import io.evalstream.event.Evaluation;
import io.evalstream.event.RetrievedDocument;
import io.evalstream.offline.EvalResult;
import io.evalstream.offline.EvaluatorResult;
import io.evalstream.offline.Judged;
import io.evalstream.offline.RankingResult;
import io.evalstream.stats.RateEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The page of `eval`: for each evaluator its labels, its rate, and the worst examples.
public final class EvalReport {

  private static final int EXAMPLES = 10;
  private static final int LONGEST_TEXT = 1_500;

  private EvalReport() {}

  /// @param source name of the file that was judged
  public static String write(String source, EvalResult result) {
    Html html = new Html().heading(1, "Evaluation of " + source);
    rates(html, result);
    Map<String, Integer> failures = failuresByTrace(result);
    for (EvaluatorResult evaluator : result.evaluators()) {
      evaluator(html, evaluator);
      RankingResult ranking = result.rankings().get(evaluator.evaluator().id());
      if (ranking != null && ranking.retrievals() > 0) {
        ranking(html, ranking);
      }
      examples(html, evaluator, failures);
    }
    return html.page("Evaluation of " + source);
  }

  private static void rates(Html html, EvalResult result) {
    List<Charts.Range> ranges = new ArrayList<>();
    for (EvaluatorResult evaluator : result.evaluators()) {
      RateEstimate rate = evaluator.rate();
      if (rate.rate() != null) {
        ranges.add(
            new Charts.Range(
                evaluator.evaluator().id(), rate.rate(), rate.low(), rate.high(), Charts.FAILING));
      }
    }
    if (!ranges.isEmpty()) {
      html.heading(2, "Failing labels")
          .quiet("Share of the judged that fail, with its 95 % interval.")
          .raw(Charts.ranges("share of failing labels", ranges));
    }
  }

  private static void evaluator(Html html, EvaluatorResult result) {
    html.heading(2, result.evaluator().id()).paragraph(result.evaluator().description());
    List<Charts.Bar> bars = new ArrayList<>();
    for (Label label : result.evaluator().labels()) {
      bars.add(
          new Charts.Bar(
              label.name(),
              result.labels().getOrDefault(label.name(), 0L),
              label.fails() ? Charts.FAILING : Charts.PASSING));
    }
    html.raw(Charts.bars("labels of " + result.evaluator().id(), bars));
    List<List<String>> outcomes = new ArrayList<>();
    result
        .outcomes()
        .forEach((outcome, count) -> outcomes.add(List.of(outcome, String.valueOf(count))));
    html.table(List.of("outcome", "judgements"), outcomes);
    if (!result.pairs().isEmpty()) {
      html.heading(3, "Beside the labels of the file");
      BenchmarkReport.measures(html, result.pairs());
    }
  }

  private static void ranking(Html html, RankingResult ranking) {
    List<Charts.Range> ranges = new ArrayList<>();
    ranking
        .means()
        .forEach(
            (name, mean) -> {
              if (mean.rate() != null) {
                ranges.add(
                    new Charts.Range(name, mean.rate(), mean.low(), mean.high(), Charts.PASSING));
              }
            });
    html.heading(3, "Retrieval")
        .quiet(
            "Means over %d retrievals; %d left out, because one of their first documents has no label."
                .formatted(ranking.retrievals(), ranking.leftOut()))
        .raw(Charts.ranges("retrieval metrics", ranges));
  }

  /// The traces that fail most come first.
  private static void examples(
      Html html, EvaluatorResult result, Map<String, Integer> failuresByTrace) {
    if (result.failing().isEmpty()) {
      return;
    }
    html.heading(3, "Worst examples");
    result.failing().stream()
        .sorted(
            Comparator.comparingInt(
                judged -> -failuresByTrace.getOrDefault(judged.evaluation().getTraceId(), 0)))
        .limit(EXAMPLES)
        .forEach(judged -> example(html, judged));
  }

  private static Map<String, Integer> failuresByTrace(EvalResult result) {
    Map<String, Integer> failures = new HashMap<>();
    result
        .evaluators()
        .forEach(
            evaluator ->
                evaluator
                    .failing()
                    .forEach(
                        judged ->
                            failures.merge(judged.evaluation().getTraceId(), 1, Integer::sum)));
    return failures;
  }

  private static void example(Html html, Judged judged) {
    Evaluation evaluation = judged.evaluation();
    html.raw("<div class=\"example\">\n")
        .element("p", "fails", evaluation.getLabel() + " · " + evaluation.getTraceId());
    if (evaluation.getExplanation() != null) {
      html.paragraph(cut(evaluation.getExplanation()));
    }
    text(html, "Question", judged.row().event().getQuestion());
    if (evaluation.getDocumentId() == null) {
      text(html, "Response", judged.row().event().getResponse());
    } else if (judged.row().span() != null) {
      judged.row().span().getDocuments().stream()
          .filter(document -> document.getDocumentId().equals(evaluation.getDocumentId()))
          .map(RetrievedDocument::getText)
          .findFirst()
          .ifPresent(document -> text(html, "Document " + evaluation.getDocumentId(), document));
    }
    html.raw("</div>\n");
  }

  private static void text(Html html, String name, String text) {
    if (text != null && !text.isBlank()) {
      html.element("p", "quiet", name + ": " + cut(text));
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + " [cut]";
  }
}
