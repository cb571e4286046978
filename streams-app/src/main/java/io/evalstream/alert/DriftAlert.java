package io.evalstream.alert;

import io.evalstream.alert.rule.AlertState;
import io.evalstream.event.Alert;
import io.evalstream.stats.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// A change of the alert about a judge that does not judge as it did.
///
/// @param memory with the change in it
/// @param summary one line for people
/// @param channels that hear of it
record DriftAlert(DriftMemory memory, String summary, List<String> channels) {

  static final String RULE = "judge-drift";

  private static final String ANY = "*";
  private static final String SUBJECT = "judge";

  static DriftAlert changed(DriftMemory memory, DriftWatch watch, List<String> channels) {
    String summary =
        memory.state().firing()
            ? firing(memory, watch)
            : resolved(memory.subject(), memory.state());
    return new DriftAlert(memory, summary, channels);
  }

  /// The end of an alert about what is not compared any more.
  static DriftAlert ended(DriftMemory last, Instant now, List<String> channels) {
    DriftMemory memory =
        new DriftMemory(
            last.subject(),
            last.basis(),
            DriftState.NEW,
            last.lastRoundAt(),
            now,
            last.transitions() + 1);
    String summary =
        "Judge %s is no longer compared on %s with the same golden labels, by the same definition"
                .formatted(last.subject().judge(), last.subject().evaluator())
            + " and model";
    return new DriftAlert(memory, summary, channels);
  }

  private static String firing(DriftMemory memory, DriftWatch watch) {
    Tally last = memory.state().last();
    Interval interval = last.interval();
    return String.format(
        Locale.ROOT,
        "Judge %s agrees with %.1f %% of %d golden labels of %s (95 %% interval %.1f to %.1f %%)%s;"
            + " it has drifted below %.1f %%. The rates of %s mean less until this is understood.",
        memory.subject().judge(),
        100 * last.agreement(),
        last.judged(),
        memory.subject().evaluator(),
        100 * interval.low(),
        100 * interval.high(),
        before(memory.state().normal()),
        100 * watch.lowest(memory.state().normal()),
        memory.subject().evaluator());
  }

  private static String before(Tally normal) {
    return normal.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            ", in its first passes with %.1f %% of %d",
            100 * normal.agreement(),
            normal.judged());
  }

  private static String resolved(DriftSubject subject, DriftState state) {
    return String.format(
        Locale.ROOT,
        "Judge %s agrees with the golden labels of %s again: %.1f %% of %d",
        subject.judge(),
        subject.evaluator(),
        100 * state.last().agreement(),
        state.last().judged());
  }

  static AlertSeries series(DriftSubject subject) {
    return new AlertSeries(RULE, ANY, subject.evaluator(), SUBJECT, subject.judge());
  }

  static AlertState state(DriftMemory memory) {
    return memory.state().firing()
        ? new AlertState.Firing(memory.changedAt(), null)
        : new AlertState.Inactive(memory.changedAt());
  }

  String key() {
    return series(memory.subject()).alertKey();
  }

  Alert toAlert() {
    boolean firing = memory.state().firing();
    return AlertRecord.of(
            series(memory.subject()),
            memory.transitions() + "@" + memory.changedAt().toEpochMilli())
        .setSubject(SUBJECT)
        .setCondition("disagrees")
        .setMethod("sequential")
        .setState(firing ? "firing" : "resolved")
        .setPreviousState(firing ? "inactive" : "firing")
        .setSince(memory.changedAt())
        .setTransitionedAt(memory.changedAt())
        .setSummary(summary)
        .setNotify(channels)
        .build();
  }
}
