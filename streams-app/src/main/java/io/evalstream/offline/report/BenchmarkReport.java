package io.evalstream.offline.report;

import io.evalstream.evaluator.Label;
import io.evalstream.offline.Benchmark;
import io.evalstream.offline.LabelPairs;
import io.evalstream.offline.Measure;
import io.evalstream.offline.PairedDifference;
import io.evalstream.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/// The page of `benchmark`: each judge beside the labels, and the judges beside each other.
public final class BenchmarkReport {

  private BenchmarkReport() {}

  /// @param source name of the file with the labels
  public static String write(String source, Benchmark benchmark) {
    Html html = new Html().heading(1, "Judges on " + source);
    for (String judge : benchmark.judges()) {
      for (LabelPairs pairs : benchmark.of(judge)) {
        html.heading(2, pairs.evaluator().id() + " by " + judge);
        matrix(html, pairs);
        measures(html, pairs);
        chart(html, pairs);
      }
    }
    differences(html, benchmark.differences());
    return html.page("Judges on " + source);
  }

  private static void matrix(Html html, LabelPairs pairs) {
    List<String> names = pairs.evaluator().labels().stream().map(Label::name).toList();
    List<String> head = new ArrayList<>(names);
    head.addFirst("truth, then label of the judge");
    long[][] counts = pairs.byLabel();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> row = new ArrayList<>(List.of(names.get(i)));
      for (long count : counts[i]) {
        row.add(String.valueOf(count));
      }
      rows.add(row);
    }
    html.table(head, rows);
  }

  static void measures(Html html, LabelPairs pairs) {
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      rows.add(List.of(measure.title(), Measure.text(measure.of(pairs.confusion()))));
    }
    html.table(List.of("measure", "value and 95 % interval"), rows)
        .quiet(
            "%d labelled judgements, of which %d have no label of the judge and count nowhere else."
                .formatted(pairs.labelled(), pairs.abstentions()));
    pairs
        .strange()
        .forEach(
            (text, count) ->
                html.quiet("%d rows say '%s', which is no label here.".formatted(count, text)));
  }

  private static void chart(Html html, LabelPairs pairs) {
    List<Charts.Range> ranges = new ArrayList<>();
    for (Measure measure : Measure.SHARES) {
      Estimate estimate = measure.of(pairs.confusion());
      if (estimate != null) {
        ranges.add(
            new Charts.Range(
                measure.title(),
                estimate.value(),
                estimate.low(),
                estimate.high(),
                Charts.NEUTRAL));
      }
    }
    html.raw(Charts.ranges("measures of " + pairs.evaluator().id(), ranges));
  }

  private static void differences(Html html, List<PairedDifference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    html.heading(2, "Judges beside each other")
        .quiet(
            "On the same judgements, where both gave a label. Intervals come from a bootstrap over"
                + " groups of rows.")
        .table(
            List.of("evaluator", "judges", "judgements", "accuracy", "kappa"),
            differences.stream()
                .map(
                    difference ->
                        List.of(
                            difference.evaluator(),
                            difference.judge() + " minus " + difference.other(),
                            String.valueOf(difference.n()),
                            Measure.signed(difference.accuracy()),
                            Measure.signed(difference.kappa())))
                .toList());
  }
}
