package io.evalstream.notify;

import io.evalstream.event.Alert;

/// What the rule of an alert asks, as far as words depend on it.
enum Condition {
  ABOVE,
  WORSE,
  ABSENT,
  NOT_JUDGED,
  DRIFT,
  UNUSABLE,
  DISAGREES,
  /// One that this version has no words for: the summary of the alert has to do.
  OTHER;

  static Condition of(Alert alert) {
    if (alert.getSubject().equals("judge")) {
      return alert.getEvaluator().equals("*") ? UNUSABLE : DISAGREES;
    }
    return switch (alert.getCondition()) {
      case "above" -> ABOVE;
      case "worse_than_baseline", "worse_than_version" -> WORSE;
      case "absent" -> ABSENT;
      case "not_judged" -> NOT_JUDGED;
      case "drift" -> DRIFT;
      case "unusable" -> UNUSABLE;
      case "disagrees" -> DISAGREES;
      default -> OTHER;
    };
  }

  /// Whether the rate of the alert is a share of failing labels.
  boolean isAboutLabels() {
    return this == ABOVE || this == WORSE;
  }

  boolean isAboutAJudge() {
    return this == UNUSABLE || this == DISAGREES;
  }
}
