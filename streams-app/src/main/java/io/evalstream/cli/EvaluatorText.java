package io.evalstream.cli;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Label;
import io.evalstream.evaluator.Layout;
import io.evalstream.evaluator.Method;
import io.evalstream.evaluator.Requirement;
import io.evalstream.evaluator.Scope;
import io.evalstream.evaluator.check.Check;
import io.evalstream.trace.TraceFilter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Evaluators as people read them.
final class EvaluatorText {

  private EvaluatorText() {}

  /// A line for each.
  static void list(List<Evaluator> evaluators, PrintWriter out) {
    String columns = "%-24s %-12s %-9s %-44s %s%n";
    out.printf(columns, "EVALUATOR", "TARGET", "DIRECTION", "LABELS (! fails)", "ABOUT");
    for (Evaluator evaluator : evaluators) {
      String labels =
          evaluator.labels().stream()
              .map(label -> label.name() + (label.fails() ? "!" : ""))
              .collect(Collectors.joining(" "));
      out.printf(
          columns,
          evaluator.id(),
          evaluator.target().wireName(),
          evaluator.direction().wireName(),
          labels,
          evaluator.description() + (evaluator.isCoded() ? " (code, no judge)" : ""));
    }
  }

  /// One in full.
  static void show(Evaluator evaluator, PrintWriter out) {
    out.printf("%s: %s%n", evaluator.id(), evaluator.description());
    if (!evaluator.aliases().isEmpty()) {
      fact(out, "also called", String.join(", ", evaluator.aliases()));
    }
    fact(out, "version", evaluator.version());
    fact(out, "target", evaluator.target().wireName());
    fact(out, "direction", evaluator.direction().wireName());
    fact(out, "needs", needs(evaluator.inputs().requires()));
    fact(out, "reads", names(evaluator.inputs().reads()));
    showScope(evaluator.scope(), out);
    out.printf("%n%s%n%n", evaluator.rubric().question());
    for (Label label : evaluator.labels()) {
      out.printf(
          "  %-18s %s  %s%n", label.name(), label.fails() ? "fails " : "passes", label.meaning());
    }
    showMethod(evaluator, out);
  }

  static String needs(List<Requirement> requires) {
    return requires.stream().map(Requirement::toString).collect(Collectors.joining(", "));
  }

  static String names(List<Field> fields) {
    return fields.stream().map(Field::wireName).collect(Collectors.joining(", "));
  }

  static void fact(PrintWriter out, String name, String value) {
    out.printf("%-12s %s%n", name, value);
  }

  private static void showScope(Scope scope, PrintWriter out) {
    if (!scope.when().equals(TraceFilter.ALL)) {
      fact(out, "when", scope.when().facts().toString());
    }
    if (scope.rate() < 1) {
      fact(out, "rate", "" + scope.rate());
    }
  }

  private static void showMethod(Evaluator evaluator, PrintWriter out) {
    if (!evaluator.rubric().guidance().isBlank()) {
      out.printf("%n%s%n", evaluator.rubric().guidance());
    }
    switch (evaluator.method()) {
      case Method.Asked asked -> {
        Layout layout = asked.layout();
        if (layout != null) {
          out.printf("%nTemplate:%n%s%n", layout.text());
        }
        if (!asked.examples().isEmpty()) {
          out.printf("%nExamples: %d%n", asked.examples().size());
        }
      }
      case Method.Coded(Check check) -> {
        List<String> words = new ArrayList<>(List.of(check.kind().wireName()));
        check.parameters().forEach((name, value) -> words.add(name + ": " + value));
        out.printf("%nCode, without a judge: %s%n", String.join(", ", words));
      }
    }
  }
}
