package io.evalstream.bench.fit;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.evalstream.judgeclient.heuristic.Formula;
import io.evalstream.judgeclient.heuristic.Gauge;
import io.evalstream.judgeclient.heuristic.Reading;
import io.evalstream.stats.Estimate;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A task on its rows: finds the numbers and prints how good they are on rows that they were not
/// found on.
final class Measured {

  private final Task task;
  private final int rows;
  private final List<Example> examples = new ArrayList<>();
  private final Folds folds;

  Measured(Task task, Gauge gauge, List<Row> rows) {
    this.task = task;
    this.rows = rows.size();
    for (Row row : rows) {
      Optional<Reading> reading = gauge.read(row.fields());
      reading.ifPresent(counted -> examples.add(new Example(row, counted)));
    }
    Set<String> training =
        Example.byFile(examples).entrySet().stream()
            .filter(file -> !task.measuredOnly().contains(file.getKey()))
            .filter(file -> hasBothSides(file.getValue()))
            .collect(toMap(Map.Entry::getKey, Map.Entry::getValue))
            .keySet();
    this.folds = new Folds(examples, training::contains);
  }

  /// Empty when no file has failures and passes.
  Optional<Formula> formula() {
    return folds.formula();
  }

  void print(PrintStream out) {
    Committed committed = new Committed(task);
    Map<Example, Boolean> heldOut = folds.groupsHeldOut();
    Map<Example, Boolean> fileHeldOut = folds.filesHeldOut();
    Map<Example, Boolean> asCommitted = committed.judge(examples);
    out.printf(
        Locale.ROOT,
        "%n%s: %d rows, %d not evaluable; %.0f judgements a second of one processor%n",
        task.evaluator(),
        rows,
        rows - examples.size(),
        committed.perSecond(examples));
    out.printf(
        "  %-29s %5s %5s  %-19s %5s %6s %6s %6s %7s %9s%n",
        "set",
        "rows",
        "fail",
        "balanced accuracy",
        "F1",
        "MCC",
        "unseen",
        "length",
        "overlap",
        "committed");
    Example.byFile(examples)
        .forEach((file, of) -> out.println(line(file, of, heldOut, fileHeldOut, asCommitted)));
  }

  private String line(
      String file,
      List<Example> of,
      Map<Example, Boolean> heldOut,
      Map<Example, Boolean> fileHeldOut,
      Map<Example, Boolean> asCommitted) {
    Counts counts = Counts.of(of, heldOut);
    Estimate accuracy =
        Counts.balancedAccuracy(
            of.stream()
                .collect(groupingBy(example -> example.row().group(), TreeMap::new, toList()))
                .values()
                .stream()
                .map(group -> Counts.of(group, heldOut))
                .toList());
    boolean both = hasBothSides(of);
    long failing = of.stream().filter(example -> example.row().fails()).count();
    return String.format(
        Locale.ROOT,
        "  %-29s %5d %4d%%  %.3f %-14s %s %s %s %s %s %s",
        file,
        of.size(),
        100 * failing / of.size(),
        accuracy.value(),
        accuracy.hasInterval()
            ? String.format(Locale.ROOT, "[%.3f, %.3f]", accuracy.low(), accuracy.high())
            : "[no interval]",
        number(both, counts.f1()),
        number(both, counts.mcc()),
        number(of, fileHeldOut),
        number(both, both ? Baseline.length(task).balancedAccuracy(of) : 0),
        overlap(of, both),
        number(of, asCommitted));
  }

  private String overlap(List<Example> of, boolean both) {
    boolean there = both && !task.overlap().isEmpty();
    return number(
        there,
        there
            ? Baseline.overlap(task.overlap().getFirst(), task.overlap().getLast())
                .balancedAccuracy(of)
            : 0);
  }

  private static String number(List<Example> of, Map<Example, Boolean> judged) {
    Counts counts = Counts.of(of, judged);
    return number(counts.rows() > 0, counts.rows() > 0 ? counts.balancedAccuracy() : 0);
  }

  private static String number(boolean there, double value) {
    return there ? String.format(Locale.ROOT, "%6.3f", value) : "     -";
  }

  private static boolean hasBothSides(List<Example> examples) {
    return examples.stream().map(example -> example.row().fails()).distinct().count() == 2;
  }
}
