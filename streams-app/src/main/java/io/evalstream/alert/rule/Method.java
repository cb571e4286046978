package io.evalstream.alert.rule;

import java.time.Duration;

/// How a rule decides whether its condition holds.
public sealed interface Method {

  /// By the evidence of a [io.evalstream.stats.SequentialTest].
  ///
  /// @param falseAlarmsPer30Days how often an alert may fire though its limit is kept
  /// @param deff design effect of labels that depend on each other, 1 or more
  record Sequential(double falseAlarmsPer30Days, double deff) implements Method {

    private static final Duration MONTH = Duration.ofDays(30);
    private static final double LEAST_ODDS = 1_000;

    /// By how much "above" has to explain the labels better than "within".
    public double odds(Duration step) {
      double steps = (double) MONTH.toMillis() / step.toMillis();
      return Math.max(LEAST_ODDS, steps / falseAlarmsPer30Days);
    }
  }

  /// By the lower end of the 95 % interval of the rate over the last minutes.
  ///
  /// @param pendingFor how long the condition must hold before the alert fires
  /// @param resolveAfter how long the rate must be back at or under the limit before it resolves
  /// @param minSamples effective sample size that the rate must have
  record Interval(Duration pendingFor, Duration resolveAfter, int minSamples) implements Method {}

  /// By an interval of the difference of two rates that holds however often it is looked at.
  record AnyTime() implements Method {}

  /// By the time that has passed.
  record Waiting() implements Method {}

  /// By several windows in a row that are beyond chance, and far enough to matter.
  record Windows() implements Method {}

  /// The name in topics.
  default String wireName() {
    return switch (this) {
      case Sequential _ -> "sequential";
      case Interval _, AnyTime _ -> "interval";
      case Windows _ -> "windows";
      case Waiting _ -> "none";
    };
  }

  /// What an alert has to be decided by to begin anew.
  default String definition(Duration step) {
    return switch (this) {
      case Sequential(double alarms, double deff) ->
          "sequential " + alarms + " deff " + deff + " step " + step;
      case Interval _ -> "interval";
      case AnyTime _ -> "anytime";
      case Windows _ -> "windows";
      case Waiting _ -> "waiting";
    };
  }
}
