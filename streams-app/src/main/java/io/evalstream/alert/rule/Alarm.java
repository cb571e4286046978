package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Account.Details;
import io.evalstream.alert.rule.AlertState.Firing;
import io.evalstream.alert.rule.AlertState.Inactive;
import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.stats.Normal;
import io.evalstream.stats.RateEstimate;
import io.evalstream.stats.RateSums;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One alert as it runs: what it has seen lately, and where it stands.
///
/// *How it works:* it is told of each label as it comes, and looks from time to time. What it has
/// to remember goes into a [Journal] at once, so that another one can go on from there as if
/// nothing had happened.
///
/// *Guarantees:* the time that it is given is all the time it knows; the same labels at the same
/// times lead to the same changes. Threads: one.
public final class Alarm {

  private static final Duration LONG_SILENCE = Duration.ofHours(24);
  private static final Duration LONGEST_SILENCE = Duration.ofDays(30);

  private final AlertRule rule;
  private final Cadence cadence;
  private final Journal journal;
  private final Buckets buckets = new Buckets();
  private final Detector detector;

  private AlertState state;
  private Told told = Told.NOTHING;
  private long records;
  private @Nullable Instant firedAt;
  private @Nullable String about;
  private Instant lastAt;
  private @Nullable AlarmMemory kept;
  private boolean beganAnew;

  /// One that has seen nothing, of labels that are not sampled but for budgets.
  public Alarm(AlertRule rule, Cadence cadence, Journal journal, Instant now) {
    this(rule, cadence, journal, 1, now);
  }

  /// One that has seen nothing.
  ///
  /// @param configured least probability with which the configuration samples its labels
  public Alarm(AlertRule rule, Cadence cadence, Journal journal, double configured, Instant now) {
    this.rule = rule;
    this.cadence = cadence;
    this.journal = journal;
    this.state = new Inactive(now);
    this.lastAt = now;
    this.detector = new Detector(rule, cadence, journal, configured, now);
  }

  /// Goes on from what another one remembered. Nothing but the number of its records is of use when
  /// its rule had another definition: then it has begun anew.
  public void goOnFrom(AlarmMemory memory) {
    records = memory.records();
    if (!memory.definition().equals(rule.definition(cadence))) {
      beganAnew = true;
      save();
      return;
    }
    state = memory.state();
    told = memory.told();
    firedAt = memory.firedAt();
    about = memory.about();
    lastAt = memory.lastAt();
    detector.goOnFrom(memory);
    kept = memory;
  }

  public void goOnFromBucket(long step, Bucket bucket) {
    buckets.put(step, bucket);
  }

  public void goOnFromHour(long hour, Bucket bucket) {
    detector.goOnFromHour(hour, bucket);
  }

  public void goOnFromArm(String version, Arm arm) {
    detector.goOnFromArm(version, arm);
  }

  /// A judgement has ended.
  public void hear(Sighting seen, Instant now) {
    detector.roll(state instanceof Inactive, now);
    Boolean fails = rule.condition().fails(seen);
    long step = cadence.bucketAt(now);
    journal.bucket(
        step,
        buckets.change(
            step, bucket -> fails == null ? bucket.plusEnded(1) : bucket.plus(seen, fails)));
    if (fails != null) {
      detector.hear(seen.probability(), 1, fails ? 1 : 0, state instanceof Inactive, now);
      detector.compare(seen, fails, now);
      lastAt = now;
    } else {
      detector.hearUnjudged(seen);
    }
    save();
  }

  /// Judgements have ended with labels of which nothing else is known.
  ///
  /// @param failing how many of the `n` fail
  public void hear(double probability, long n, long failing, Instant now) {
    detector.roll(state instanceof Inactive, now);
    if (n > 0) {
      long step = cadence.bucketAt(now);
      journal.bucket(step, buckets.change(step, bucket -> bucket.plus(probability, n, failing)));
      detector.hear(probability, n, failing, state instanceof Inactive, now);
      lastAt = now;
    }
    save();
  }

  /// A trace has failed as a whole.
  public void hearDiagnosis(String diagnosis, double probability, Instant now) {
    long step = cadence.bucketAt(now);
    journal.bucket(
        step, buckets.change(step, bucket -> bucket.plusDiagnosis(diagnosis, probability)));
  }

  /// Events have come that could have been judged.
  ///
  /// @param since when the first of them came
  public void hearTraffic(long events, Instant since, Instant now) {
    if (rule.condition() instanceof Condition.Absent) {
      detector.hearTraffic(events, since, now);
      lastAt = now;
      save();
    }
  }

  /// Looks at what has come, and says what there is to publish.
  ///
  /// @param muting why nobody is told at present
  public Optional<Change> look(Instant now, Muting muting) {
    detector.roll(state instanceof Inactive, now);
    long tooOld = cadence.bucketAt(now.minus(rule.over()));
    buckets.dropBefore(tooOld + 1).forEach(step -> journal.bucket(step, null));
    AlertState before = state;
    state = before.after(reading(now), rule.waits(), now);
    Optional<Change> change =
        state.wireName().equals(before.wireName())
            ? standing(now, muting)
            : Optional.of(transition(before, now, muting));
    save();
    return change;
  }

  private Reading reading(Instant now) {
    return detector.reading(
        estimate(), new Detector.Firing(state instanceof Firing, about), lastAt, now);
  }

  private Change transition(AlertState before, Instant now, Muting muting) {
    records++;
    Account account = state instanceof Firing ? sinceItRose(now) : account(now);
    Hearing hearing = Hearing.of(before, state, told, muting, rule.channels(), now);
    told = hearing.told();
    Instant fired = before instanceof Firing ? firedAt : null;
    if (state instanceof Firing) {
      fired = now;
      about = account.newest();
    }
    firedAt = state instanceof Firing ? fired : null;
    about = state instanceof Firing ? about : null;
    return new Change(
        rule,
        before,
        state,
        records,
        0,
        fired,
        hearing.channels(),
        hearing.muting(),
        account,
        details());
  }

  /// An alert that fires is told once when nothing keeps it from being told any longer, and again
  /// from time to time.
  private Optional<Change> standing(Instant now, Muting muting) {
    if (!(state instanceof Firing) || muting.isAny() || !told.isDue(rule.repeatEvery(), now)) {
      return Optional.empty();
    }
    told = told.again(now, rule.channels());
    records++;
    return Optional.of(
        new Change(
            rule,
            state,
            state,
            records,
            told.reminders(),
            firedAt,
            rule.channels(),
            Muting.NONE,
            account(now),
            details()));
  }

  /// What there is to show at present.
  public Account account(Instant now) {
    return detector.account(rule.over(), estimate(), buckets.ended(), about, now);
  }

  /// A sequential test may fire before the rate of all last minutes is above the limit. Then that
  /// is told on which it fires.
  private Account sinceItRose(Instant now) {
    Account account = account(now);
    Double rate = account.estimate().rate();
    Double limit = account.limit();
    if (rate == null || limit == null || rate > limit) {
      return account;
    }
    OptionalLong step = buckets.roseAt(limit);
    if (step.isEmpty()) {
      return account;
    }
    long first = step.getAsLong();
    return detector.account(
        Duration.between(Instant.ofEpochMilli(first), now),
        estimate(buckets.sums(first, Long.MAX_VALUE)),
        buckets.ended(first),
        about,
        now);
  }

  private RateEstimate estimate() {
    return estimate(buckets.sums());
  }

  private RateEstimate estimate(RateSums sums) {
    return sums.estimate(Normal.Z_95, rule.deff(), false);
  }

  private Details details() {
    var parts = buckets.parts();
    boolean quality = rule.condition().isAboutQuality();
    return new Details(
        quality ? BadParts.of(parts) : List.of(),
        buckets.examples(),
        rule.condition() instanceof Condition.NotJudged ? BadParts.outcome(parts) : null);
  }

  /// Whether the buckets of the other one are of no use to it.
  public boolean beganAnew() {
    return beganAnew;
  }

  public AlertState state() {
    return state;
  }

  public boolean isFiring() {
    return state instanceof Firing;
  }

  public AlertRule rule() {
    return rule;
  }

  /// Whether it has to look again though nothing comes.
  public boolean isBusy(Instant now) {
    return !(state instanceof Inactive) || !buckets.isEmpty() || detector.isWaiting(now);
  }

  /// Whether it can be forgotten.
  public boolean isSpent(Instant now) {
    Duration memory =
        rule.condition() instanceof Condition.WorseThanVersion ? LONGEST_SILENCE : LONG_SILENCE;
    return !isBusy(now) && !lastAt.plus(memory).isAfter(now);
  }

  public boolean hasPublished() {
    return records > 0;
  }

  private void save() {
    AlarmMemory memory = memory();
    if (!memory.equals(kept)) {
      kept = memory;
      journal.memory(memory);
    }
  }

  AlarmMemory memory() {
    return new AlarmMemory(
        rule.definition(cadence),
        rule.condition().wireName(),
        rule.method().wireName(),
        state,
        records,
        firedAt,
        told,
        about,
        lastAt,
        detector.test(),
        detector.limitFound(),
        detector.absence());
  }
}
