package io.evalstream.alert;

import io.evalstream.alert.rule.Account;
import io.evalstream.alert.rule.Account.BadPart;
import io.evalstream.alert.rule.Account.Comparison;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Change;
import io.evalstream.alert.rule.Example;
import io.evalstream.alert.rule.Method;
import io.evalstream.alert.rule.Sighting.Excerpt;
import io.evalstream.alert.rule.Summary;
import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import io.evalstream.event.AlertExample;
import io.evalstream.event.AlertPart;
import io.evalstream.stats.RateEstimate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A change of an alert as it is published, with its evidence.
final class AlertWriter {

  private static final int MOST_EXAMPLES = 3;

  private AlertWriter() {}

  static Alert of(AlertSeries series, Change change, Instant now) {
    AlertRule rule = change.rule();
    Account account = change.account();
    RateEstimate estimate = account.estimate();
    List<Example> examples = change.details().examples();
    String newest = account.newest();
    return AlertRecord.of(series, Long.toString(change.number()))
        .setValue(newest == null ? series.value() : newest)
        .setState(change.state())
        .setPreviousState(change.before().wireName())
        .setThreshold(account.limit())
        .setRate(estimate.rate())
        .setLow(estimate.low())
        .setHigh(estimate.high())
        .setJudged(estimate.n())
        .setEffectiveN(estimate.effectiveN())
        .setOverMs(account.over().toMillis())
        .setSince(change.after().sinceWhen())
        .setTransitionedAt(now)
        .setExampleTraces(examples.stream().map(Example::traceId).toList())
        .setSummary(
            series.app()
                + " "
                + series.evaluator()
                + ": "
                + new Summary(rule, account, change.details()).text())
        .setNotify(change.channels())
        .setCondition(rule.condition().wireName())
        .setMethod(rule.method().wireName())
        .setOdds(account.odds())
        .setFalseAlarmsPer30Days(falseAlarms(rule))
        .setComparison(comparison(account.comparison()))
        .setEnded(account.ended())
        .setParts(change.details().parts().stream().map(AlertWriter::part).toList())
        .setExamples(examples.stream().limit(MOST_EXAMPLES).map(AlertWriter::example).toList())
        .setReminder(change.reminder())
        .setInhibitedBy(change.muting().inhibitedBy())
        .setSilenceEndsAt(change.muting().silenceEndsAt())
        .setFiredAt(change.firedAt())
        .build();
  }

  private static @Nullable Double falseAlarms(AlertRule rule) {
    return rule.method() instanceof Method.Sequential(double alarms, double _) ? alarms : null;
  }

  private static @Nullable AlertComparison comparison(@Nullable Comparison comparison) {
    if (comparison == null) {
      return null;
    }
    RateEstimate estimate = comparison.estimate();
    return new AlertComparison(
        comparison.name(), estimate.rate(), estimate.low(), estimate.high(), estimate.n());
  }

  private static AlertPart part(BadPart bad) {
    RateEstimate estimate = bad.estimate();
    Double rate = estimate.rate();
    return new AlertPart(
        bad.part().dimension(),
        bad.part().value(),
        rate == null ? 0 : rate,
        estimate.low(),
        estimate.high(),
        estimate.n());
  }

  private static AlertExample example(Example example) {
    Excerpt excerpt = example.excerpt();
    return excerpt == null
        ? new AlertExample(example.traceId(), example.label(), null, null, null)
        : new AlertExample(
            example.traceId(),
            example.label(),
            excerpt.question(),
            excerpt.response(),
            excerpt.explanation());
  }
}
