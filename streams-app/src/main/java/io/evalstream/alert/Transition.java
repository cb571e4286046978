package io.evalstream.alert;

import io.evalstream.event.Alert;
import io.evalstream.stats.RateEstimate;
import java.time.Instant;
import java.util.List;

/// One change of an alert, with its evidence.
///
/// @param count how many changes this alert has had, this one included
record Transition(
    AlertRule rule,
    AlertSeries series,
    AlertState before,
    AlertState after,
    Evidence evidence,
    long count) {

  private static final String RESOLVED = "resolved";

  Alert toAlert(Instant now) {
    RateEstimate estimate = evidence.estimate();
    boolean resolved = before instanceof AlertState.Firing && after instanceof AlertState.Inactive;
    boolean forPeople = resolved || after instanceof AlertState.Firing;
    String state = resolved ? RESOLVED : after.wireName();
    return Alert.newBuilder()
        .setAlertKey(series.alertKey())
        .setTransitionId(series.alertKey() + "#" + count)
        .setRule(rule.name())
        .setApp(series.app())
        .setEvaluator(series.evaluator())
        .setDimension(series.dimension())
        .setValue(series.value())
        .setState(state)
        .setPreviousState(before.wireName())
        .setThreshold(rule.above())
        .setRate(estimate.rate())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setJudged(evidence.judged())
        .setEffectiveN(estimate.effectiveN())
        .setOverMs(rule.over().toMillis())
        .setSince(after.sinceWhen())
        .setTransitionedAt(now)
        .setExampleTraces(evidence.exampleTraces())
        .setSummary(series.app() + " " + series.evaluator() + ": " + evidence.summary(rule))
        .setNotify(forPeople ? rule.channels() : List.of())
        .build();
  }
}
