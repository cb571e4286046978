package io.evalstream.console.page;

import io.evalstream.event.Alert;
import java.time.Instant;

/// Where an alert stands, as a word with a link.
///
/// @param kind of the badge: fail, warn, pass or none
record AlertMark(String rule, String state, String kind, String link, Numbers.Moment since) {

  static AlertMark of(Alert alert, Instant now) {
    return new AlertMark(
        alert.getRule(),
        alert.getState(),
        kind(alert.getState()),
        PageAddress.of("/alerts", "rule", alert.getRule(), "app", alert.getApp()),
        Numbers.ago(alert.getSince(), now));
  }

  static String kind(String state) {
    return switch (state) {
      case "firing" -> "fail";
      case "pending" -> "warn";
      case "resolved", "inactive" -> "pass";
      default -> "none";
    };
  }

  static boolean isOn(Alert alert) {
    return alert.getState().equals("firing") || alert.getState().equals("pending");
  }
}
