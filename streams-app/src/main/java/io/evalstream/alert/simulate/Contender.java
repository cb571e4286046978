package io.evalstream.alert.simulate;

import io.evalstream.alert.rule.Alarm;
import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Cadence;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Journal;
import io.evalstream.alert.rule.Method;
import io.evalstream.alert.rule.Muting;
import io.evalstream.alert.simulate.Traffic.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A way to raise alarms. The first two are rules as they run in the monitor.
public enum Contender {
  /// By a sequential test.
  SEQUENTIAL("sequential"),
  /// By the lower end of an interval.
  INTERVAL("interval"),
  /// Whenever the rate of a minute is above the limit.
  THRESHOLD("threshold, 1 min");

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Cadence CADENCE = new Cadence(MINUTE, MINUTE);
  private static final int ENOUGH = 30;

  private final String title;

  Contender(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /// Whatever is told of each minute.
  interface Watch {

    /// Whether there is an alarm after this minute.
    boolean isOn(Minute minute);
  }

  Watch start(Terms terms) {
    return switch (this) {
      case SEQUENTIAL ->
          new RuleWatch(rule(terms, new Method.Sequential(terms.falseAlarms(), terms.deff())));
      case INTERVAL -> new RuleWatch(rule(terms, interval(terms)));
      case THRESHOLD -> new ThresholdWatch(terms.limit());
    };
  }

  private static Method interval(Terms terms) {
    return new Method.Interval(terms.pendingFor(), terms.resolveAfter(), ENOUGH);
  }

  private static AlertRule rule(Terms terms, Method method) {
    Condition condition =
        terms.baseline()
            ? new Condition.WorseThanBaseline(terms.by())
            : new Condition.Above(terms.limit(), null);
    // A look at the end of a minute finds a new one begun, which is still empty.
    Duration over = terms.over().plus(MINUTE);
    return new AlertRule(
        "rule", "evaluator", null, "all", condition, method, over, null, List.of());
  }

  /// A rule of the monitor.
  private static final class RuleWatch implements Watch {

    private final Alarm alarm;
    private Instant now = Instant.EPOCH;

    RuleWatch(AlertRule rule) {
      alarm = new Alarm(rule, CADENCE, Journal.NONE, now);
    }

    @Override
    public boolean isOn(Minute minute) {
      alarm.hear(1, minute.judged(), minute.failing(), now);
      now = now.plus(MINUTE);
      alarm.look(now, Muting.NONE);
      return alarm.isFiring();
    }
  }

  /// What needs no state but the last minute.
  private record ThresholdWatch(double limit) implements Watch {

    @Override
    public boolean isOn(Minute minute) {
      return minute.failing() > limit * minute.judged();
    }
  }
}
