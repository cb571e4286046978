package io.evalstream.cli;

import io.evalstream.evaluator.Label;
import io.evalstream.offline.Benchmark;
import io.evalstream.offline.LabelPairs;
import io.evalstream.offline.Measure;
import io.evalstream.offline.PairedDifference;
import java.io.PrintWriter;
import java.util.List;

/// The results of `benchmark` as text.
record BenchmarkTable(PrintWriter out) {

  void print(Benchmark benchmark) {
    for (String judge : benchmark.judges()) {
      benchmark.of(judge).forEach(pairs -> judge(judge, pairs));
    }
    differences(benchmark.differences());
    out.println();
  }

  private void judge(String judge, LabelPairs pairs) {
    out.printf(
        "%n%s by %s: %d labelled, %d without a label of the judge%n",
        pairs.evaluator().id(), judge, pairs.labelled(), pairs.abstentions());
    out.printf("  outcomes   %s%n", EvalTable.counts(pairs.outcomes()));
    new EvalTable(out).strange(pairs);
    matrix(pairs);
    for (Measure measure : Measure.values()) {
      out.printf("  %-22s %s%n", measure.title(), Measure.text(measure.of(pairs.confusion())));
    }
  }

  /// Rows are true labels, columns those of the judge.
  private void matrix(LabelPairs pairs) {
    List<String> names = pairs.evaluator().labels().stream().map(Label::name).toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder("  %-24s".formatted("truth, then judge"));
    names.forEach(name -> text.append(" ".repeat(width - name.length())).append(name));
    long[][] counts = pairs.byLabel();
    for (int i = 0; i < names.size(); i++) {
      text.append("%n  %-24s".formatted(names.get(i)));
      for (long count : counts[i]) {
        String number = String.valueOf(count);
        text.append(" ".repeat(Math.max(1, width - number.length()))).append(number);
      }
    }
    out.println(text);
  }

  private void differences(List<PairedDifference> differences) {
    if (!differences.isEmpty()) {
      out.printf("%nON THE SAME JUDGEMENTS%n");
    }
    for (PairedDifference difference : differences) {
      out.printf(
          "  %s: %s minus %s, %d judgements: accuracy %s, kappa %s%n",
          difference.evaluator(),
          difference.judge(),
          difference.other(),
          difference.n(),
          Measure.signed(difference.accuracy()),
          Measure.signed(difference.kappa()));
    }
  }
}
