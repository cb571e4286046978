package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;

/// What one alert is about: a rule and one series.
record AlertSeries(String rule, String app, String evaluator, String dimension, String value) {

  private static final String SEPARATOR = "\u0000";

  String toText() {
    return String.join(SEPARATOR, rule, app, evaluator, dimension, value);
  }

  static AlertSeries fromText(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    return new AlertSeries(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /// Whether it can be this rule that looks at it.
  boolean isOf(AlertRule known) {
    return rule.equals(known.name())
        && evaluator.equals(known.evaluator())
        && dimension.equals(known.dimension())
        && (known.app() == null || known.app().equals(app));
  }

  /// Whether only the values of the dimension differ.
  boolean isSibling(AlertSeries other) {
    return withValue(other.value).equals(other);
  }

  AlertSeries withValue(String other) {
    return new AlertSeries(rule, app, evaluator, dimension, other);
  }

  /// The key of its records: `rule/app/evaluator/dimension=value`.
  String alertKey() {
    return rule + "/" + app + "/" + evaluator + "/" + dimension + "=" + value;
  }
}
