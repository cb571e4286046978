package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import java.util.List;

/// The evaluators that apps ask, one line each.
record EvaluatorList(List<Row> rows, int others) {

  /// @param judge `code` when nobody is asked
  /// @param unused said when no app asks it; empty when one does
  record Row(
      String id,
      String address,
      String description,
      String target,
      String direction,
      List<Badge> labels,
      String judge,
      List<AskedEvaluators.Use> uses,
      String unused) {}

  EvaluatorList {
    rows = List.copyOf(rows);
  }

  static EvaluatorList of(AskedEvaluators evaluators) {
    List<Row> rows = evaluators.asked().stream().map(found -> row(found, evaluators)).toList();
    return new EvaluatorList(rows, evaluators.library().all().size() - rows.size());
  }

  boolean hasOthers() {
    return others > 0;
  }

  private static Row row(Evaluator evaluator, AskedEvaluators evaluators) {
    List<AskedEvaluators.Use> uses = evaluators.uses(evaluator.id());
    return new Row(
        evaluator.id(),
        PageAddress.definition(evaluator.id()),
        evaluator.description(),
        Badge.plain(evaluator.target().wireName()),
        direction(evaluator),
        evaluator.labels().stream().map(label -> Badge.of(label.name(), label.fails())).toList(),
        evaluator.isCoded() ? "code" : evaluators.judge(evaluator),
        uses,
        uses.isEmpty() ? "no app asks it" : "");
  }

  static String direction(Evaluator evaluator) {
    return switch (evaluator.direction()) {
      case MAXIMIZE -> "more is better";
      case MINIMIZE -> "less is better";
      case NEUTRAL -> "neither is better";
    };
  }
}
