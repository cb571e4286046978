package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Account.Comparison;
import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.alert.rule.Baseline.Limit;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import io.evalstream.stats.SequentialTest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an alert knows of its condition, beside what came in during the last minutes.
///
/// Which of its parts there are is a matter of the rule. Threads: one.
final class Detector {

  private static final Duration LONG_SILENCE = Duration.ofHours(24);
  private static final Duration ROLLED_BACK = Duration.ofHours(1);

  private final AlertRule rule;
  private final Cadence cadence;
  private final Journal journal;
  private final double configured;
  private final Buckets hours = new Buckets();
  private final Versions versions = new Versions();
  private @Nullable RunningTest test;
  private @Nullable Baseline baseline;
  private @Nullable Absence absence;

  /// @param configured least probability with which the configuration samples labels
  Detector(AlertRule rule, Cadence cadence, Journal journal, double configured, Instant now) {
    this.rule = rule;
    this.cadence = cadence;
    this.journal = journal;
    this.configured = configured;
    this.test =
        rule.method() instanceof Method.Sequential
            ? RunningTest.beginningAt(cadence.stepAt(now))
            : null;
    this.baseline =
        rule.condition() instanceof Condition.WorseThanBaseline ? baseline(Limit.NONE) : null;
    this.absence = rule.condition() instanceof Condition.Absent ? Absence.NONE : null;
  }

  private Baseline baseline(Limit limit) {
    double by = rule.condition() instanceof Condition.WorseThanBaseline(double more) ? more : 0;
    return new Baseline(by, rule.deff(), hours, limit);
  }

  void goOnFrom(AlarmMemory memory) {
    test = memory.test();
    baseline = memory.limit() == null ? null : baseline(memory.limit());
    absence = memory.absence();
  }

  void goOnFromHour(long hour, Bucket bucket) {
    hours.put(hour, bucket);
  }

  void goOnFromArm(String version, Arm arm) {
    versions.put(version, arm);
  }

  void hear(double probability, long n, long failing, boolean calm, Instant now) {
    if (test != null) {
      long before = test.open().clipped();
      test = test.plus(sequential(), configured, probability, n, failing);
      if (test.open().clipped() > before) {
        journal.cut(test.open().clipped() - before);
      }
    }
    if (baseline != null && isCalm(calm)) {
      long hour = Baseline.hourAt(now);
      journal.hour(hour, hours.change(hour, bucket -> bucket.plus(probability, n, failing)));
    }
    if (absence != null) {
      absence = absence.plusLabel(probability, now);
    }
  }

  void compare(Sighting seen, boolean fails, Instant now) {
    String version = seen.promptVersion();
    if (rule.condition() instanceof Condition.WorseThanVersion && version != null) {
      journal.arm(version, versions.plus(version, 1 / seen.probability(), fails, now));
      String dropped = versions.dropOne(now);
      if (dropped != null) {
        journal.arm(dropped, null);
      }
    }
  }

  /// A judgement has ended without a label.
  void hearUnjudged(Sighting seen) {
    String version = seen.promptVersion();
    if (rule.condition() instanceof Condition.WorseThanVersion && version != null) {
      Arm arm = versions.plusUnjudged(version);
      if (arm != null) {
        journal.arm(version, arm);
      }
    }
  }

  void hearTraffic(long events, Instant since, Instant now) {
    if (absence != null && rule.condition() instanceof Condition.Absent(var time)) {
      absence = absence.plusTraffic(events, since, time, now);
    }
  }

  private boolean isCalm(boolean calm) {
    return calm && (test == null || !test.isSuspicious());
  }

  /// Steps that are over become evidence, and the next one may have another limit.
  ///
  /// @param calm whether the alert is inactive
  void roll(boolean calm, Instant now) {
    long step = cadence.stepAt(now);
    boolean between = true;
    if (test != null) {
      between = test.isOver(step);
      test = between ? test.until(sequential(), step, cadence.step().toMillis()) : test;
    }
    if (baseline != null && between && isCalm(calm)) {
      baseline.refresh(now).forEach(hour -> journal.hour(hour, null));
    }
  }

  private @Nullable SequentialTest sequential() {
    Double limit = limit();
    return limit != null && rule.method() instanceof Method.Sequential method
        ? new SequentialTest(limit, method.odds(cadence.step()), 1, method.deff())
        : null;
  }

  @Nullable Double limit() {
    return switch (rule.condition()) {
      case Condition.Above(double limit, var _) -> limit;
      case Condition.NotJudged(double limit) -> limit;
      case Condition.WorseThanBaseline _ -> baseline == null ? null : baseline.limit().limit();
      case Condition.WorseThanVersion _, Condition.Absent _, Condition.Drift _ -> null;
    };
  }

  /// What there is to say of the condition.
  ///
  /// @param estimate of the rate over the last minutes
  /// @param firing whether the alert fires, and about which version
  /// @param lastAt when something was last seen
  Reading reading(RateEstimate estimate, Firing firing, Instant lastAt, Instant now) {
    Double limit = limit();
    return switch (rule.method()) {
      case Method.Sequential _ -> evidence(limit, firing, lastAt, now);
      case Method.Interval(var _, var _, int minSamples) ->
          limit == null ? Reading.UNKNOWN : Limits.reading(estimate, limit, minSamples);
      case Method.AnyTime _ -> versions.reading(firing.about, minSamples(), inUse(firing), now);
      case Method.Waiting _ -> waiting(now);
      case Method.Windows _ -> Reading.UNKNOWN;
    };
  }

  /// Whether an alert fires.
  ///
  /// @param about the version; null in other rules
  record Firing(boolean is, @Nullable String about) {}

  /// An alert that fires without anything to see for a day is over, and its evidence is old.
  private Reading evidence(@Nullable Double limit, Firing firing, Instant lastAt, Instant now) {
    if (test == null || limit == null) {
      return Reading.UNKNOWN;
    }
    if (firing.is && !lastAt.plus(LONG_SILENCE).isAfter(now)) {
      test = test.anew();
      return Reading.SILENT;
    }
    return test.evidence().firing() ? Reading.ABOVE : Reading.WITHIN;
  }

  /// How long a version without labels is still in use. An alert does not end because they are few.
  private Duration inUse(Firing firing) {
    boolean longer = firing.is && rule.over().compareTo(ROLLED_BACK) < 0;
    return longer ? ROLLED_BACK : rule.over();
  }

  private int minSamples() {
    return rule.condition() instanceof Condition.WorseThanVersion(int least) ? least : 0;
  }

  private Reading waiting(Instant now) {
    return absence != null && rule.condition() instanceof Condition.Absent(var time)
        ? absence.reading(time, configured, now)
        : Reading.UNKNOWN;
  }

  /// What there is to show.
  ///
  /// @param estimate of the rate over the last minutes
  /// @param about the version that the alert fires about, or has; null in other rules
  Account account(
      Duration over, RateEstimate estimate, long ended, @Nullable String about, Instant now) {
    Double odds = test == null ? null : test.odds();
    Versions.Pair pair = about == null ? versions.pair() : versions.pair(about);
    return pair == null
        ? new Account(over, estimate, ended, limit(), odds, day(now), about)
        : account(pair, now);
  }

  /// A version looks back to when it came.
  private static Account account(Versions.Pair pair, Instant now) {
    return new Account(
        Duration.between(pair.newerArm().firstAt(), now),
        pair.newerArm().sums().estimate(),
        pair.newerArm().ended(),
        null,
        null,
        new Comparison("prompt_version " + pair.older(), pair.olderArm().sums().estimate()),
        pair.newer());
  }

  private @Nullable Comparison day(Instant now) {
    if (baseline == null || baseline.limit().limit() == null) {
      return null;
    }
    RateSums day = baseline.day(now);
    return new Comparison("the 24 h before", day.estimate());
  }

  /// Whether time alone may change what it says.
  boolean isWaiting(Instant now) {
    Reading reading = absence == null ? Reading.SILENT : waiting(now);
    return (test != null && test.open().n() > 0)
        || !(reading == Reading.WITHIN || reading == Reading.SILENT);
  }

  @Nullable RunningTest test() {
    return test;
  }

  @Nullable Limit limitFound() {
    return baseline == null ? null : baseline.limit();
  }

  @Nullable Absence absence() {
    return absence;
  }
}
