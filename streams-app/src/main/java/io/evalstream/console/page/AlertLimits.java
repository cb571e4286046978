package io.evalstream.console.page;

import io.evalstream.alert.AlertConfig;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The shares above which alerts fire.
record AlertLimits(AlertConfig alerts) {

  /// The lowest one for the failing labels of all traffic; null when no rule has one.
  @Nullable Double of(String app, String evaluator) {
    OptionalDouble lowest =
        alerts.rules().stream()
            .filter(rule -> rule.evaluator().equals(evaluator))
            .filter(rule -> rule.app() == null || rule.app().equals(app))
            .filter(rule -> rule.dimension().equals("all"))
            .mapToDouble(AlertLimits::limit)
            .filter(Double::isFinite)
            .min();
    return lowest.isPresent() ? (Double) lowest.getAsDouble() : null;
  }

  private static double limit(AlertRule rule) {
    return rule.condition() instanceof Condition.Above(double limit, var label) && label == null
        ? limit
        : Double.NaN;
  }
}
