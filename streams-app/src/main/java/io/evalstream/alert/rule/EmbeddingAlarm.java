package io.evalstream.alert.rule;

import io.evalstream.alert.rule.AlertState.Reading;
import io.evalstream.alert.rule.EmbeddingChange.Cause;
import io.evalstream.alert.rule.EmbeddingJournal.Place;
import io.evalstream.stats.EmbeddingDrift;
import io.evalstream.stats.EmbeddingSums;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One alert on the drift of embeddings as it runs.
///
/// *How it works:* each window is held against what is normal by an [EmbeddingDrift]. The first
/// clear one makes the alert pending, several in a row make it fire, and as many calm ones in a row
/// end it. A window that is neither ends both rows. Calm or unclear windows become part of what is
/// normal while the alert is inactive. While it is not, what is normal stands still, and what comes
/// is kept apart: when the drift has lasted for as long as the baseline is, that is what is normal
/// from then on, and the alert ends.
///
/// Embeddings of another length cannot be compared: they are counted and left out. When they
/// outnumber the known ones by as many as a window needs, the application has another model, and
/// all is learned anew.
///
/// *Guarantees:* the time that it is given is all the time it knows; the same parts at the same
/// times lead to the same changes, also when another one goes on from the [EmbeddingJournal].
/// Threads: one.
public final class EmbeddingAlarm {

  private static final Duration SILENCE = Duration.ofHours(24);
  private static final Duration FORGOTTEN = Duration.ofDays(30);

  private final AlertRule rule;
  private final Duration length;
  private final EmbeddingJournal journal;
  private final EmbeddingNotes notes;

  private EmbeddingWindows windows = EmbeddingWindows.NONE;
  private EmbeddingBaseline normal = EmbeddingBaseline.NONE;
  private EmbeddingBaseline fresh = EmbeddingBaseline.NONE;
  private EmbeddingCourse course;
  private Told told = Told.NOTHING;
  private long records;
  private @Nullable Instant firedAt;
  private long others;
  private Instant lastAt;
  private @Nullable EmbeddingFinding finding;

  /// One that has seen nothing.
  ///
  /// @param rule on drift
  public EmbeddingAlarm(AlertRule rule, EmbeddingJournal journal, Instant now) {
    if (!(rule.condition() instanceof Condition.Drift(Duration baseline))) {
      throw new IllegalArgumentException("rule must be on drift, was " + rule.name());
    }
    this.rule = rule;
    this.length = baseline;
    this.journal = journal;
    this.notes = new EmbeddingNotes(journal);
    this.course = EmbeddingCourse.inactive(now);
    this.lastAt = now;
  }

  /// Goes on from what another one remembered. Its windows come before.
  public void goOnFrom(EmbeddingMemory memory) {
    course = new EmbeddingCourse(memory.state(), memory.streak());
    records = memory.records();
    firedAt = memory.firedAt();
    told = memory.told();
    others = memory.others();
    lastAt = memory.lastAt();
    finding = memory.finding();
    normal = new EmbeddingBaseline(memory.normalSince(), normal.windows());
    fresh = new EmbeddingBaseline(memory.freshSince(), fresh.windows());
    notes.goOnFrom(memory);
  }

  /// @param window oldest first of its place
  public void goOnFrom(Place place, EmbeddingWindow window) {
    switch (place) {
      case OPEN -> windows = new EmbeddingWindows(window, windows.next());
      case NEXT -> windows = new EmbeddingWindows(windows.open(), window);
      case NORMAL -> normal = with(normal, window);
      case FRESH -> fresh = with(fresh, window);
    }
    notes.goOnFrom(place, window);
  }

  private static EmbeddingBaseline with(EmbeddingBaseline baseline, EmbeddingWindow window) {
    return new EmbeddingBaseline(
        baseline.since(), Stream.concat(baseline.windows().stream(), Stream.of(window)).toList());
  }

  /// Embeddings have come.
  ///
  /// @param muting why nobody is told at present
  public Optional<EmbeddingChange> hear(EmbeddingWindow part, Muting muting, Instant now) {
    boolean old = lastAt.plus(FORGOTTEN).compareTo(now) <= 0;
    Optional<EmbeddingChange> change = Optional.empty();
    if (old || isOther(part)) {
      change = learnAnew(old ? Cause.SILENCE : Cause.OTHER_LENGTH, muting, now);
    }
    int known = dimensions();
    if (known == 0 || known == part.sums().dimensions()) {
      windows = windows.plus(part, rule.over(), judgedUntil());
      others = Math.max(0, others - part.n());
    }
    lastAt = now;
    save();
    return change;
  }

  /// Whether embeddings of another length have taken over with this part.
  private boolean isOther(EmbeddingWindow part) {
    int known = dimensions();
    if (known == 0 || known == part.sums().dimensions()) {
      return false;
    }
    journal.others(part.n());
    others += part.n();
    return others >= EmbeddingDrift.FEWEST;
  }

  private int dimensions() {
    return normal.windows().isEmpty() ? windows.dimensions() : normal.dimensions();
  }

  /// The end of the last window that was judged: what comes late begins none before it.
  private Instant judgedUntil() {
    Instant compared = finding == null ? Instant.MIN : finding.to();
    return Stream.of(normal.windows(), fresh.windows())
        .flatMap(List::stream)
        .map(EmbeddingWindow::to)
        .reduce(compared, (one, other) -> one.isAfter(other) ? one : other);
  }

  private Optional<EmbeddingChange> learnAnew(Cause cause, Muting muting, Instant now) {
    windows = EmbeddingWindows.NONE;
    normal = EmbeddingBaseline.NONE;
    others = 0;
    Optional<EmbeddingChange> end =
        course.isInactive()
            ? Optional.empty()
            : Optional.of(become(EmbeddingCourse.inactive(now), cause, muting, now));
    finding = null;
    return end;
  }

  /// Looks at the windows that are over, and says what there is to publish.
  ///
  /// @param muting why nobody is told at present
  public List<EmbeddingChange> look(Muting muting, Instant now) {
    List<EmbeddingChange> changes = new ArrayList<>();
    windows = windows.extended(rule.over(), now);
    for (var window = windows.ripe(now); window != null; window = windows.ripe(now)) {
      windows = windows.following();
      judge(window, muting, now).ifPresent(changes::add);
      windows = windows.extended(rule.over(), now);
    }
    if (!course.isInactive() && !lastAt.plus(silence(rule)).isAfter(now)) {
      changes.add(become(EmbeddingCourse.inactive(now), Cause.SILENCE, muting, now));
    }
    if (changes.isEmpty()) {
      standing(muting, now).ifPresent(changes::add);
    }
    save();
    return changes;
  }

  /// How long no embedding may come before an alert of the rule ends.
  public static Duration silence(AlertRule rule) {
    Duration windows = rule.over().multipliedBy(EmbeddingDrift.WINDOWS);
    return windows.compareTo(SILENCE) > 0 ? windows : SILENCE;
  }

  private Optional<EmbeddingChange> judge(EmbeddingWindow window, Muting muting, Instant now) {
    Reading reading = reading(window);
    EmbeddingCourse after = course.after(reading, window.from());
    keep(window, after);
    if (course.isFiring() && after.isFiring() && fresh.isEnough(length, window.to())) {
      normal = fresh;
      return Optional.of(
          become(EmbeddingCourse.inactive(window.to()), Cause.NEW_NORMAL, muting, now));
    }
    if (after.isAs(course)) {
      course = after;
      return Optional.empty();
    }
    return Optional.of(become(after, Cause.WINDOWS, muting, now));
  }

  /// Of a row that never became an alert only the window that ended it is normal.
  private void keep(EmbeddingWindow window, EmbeddingCourse after) {
    if (after.isInactive() && !course.isFiring()) {
      normal = normal.plus(window, length);
    } else {
      fresh = fresh.plus(window, length);
    }
  }

  private Reading reading(EmbeddingWindow window) {
    if (!normal.isEnough(length, window.from())) {
      return Reading.UNKNOWN;
    }
    EmbeddingSums baseline = normal.sums();
    EmbeddingDrift drift = EmbeddingDrift.of(window.sums(), baseline);
    Double z = drift.z();
    Double effect = drift.effect();
    if (z == null || effect == null) {
      return Reading.UNKNOWN;
    }
    finding = EmbeddingFinding.of(window, baseline.n(), z, effect);
    if (drift.isClear()) {
      return Reading.ABOVE;
    }
    return drift.isCalm() ? Reading.WITHIN : Reading.UNCLEAR;
  }

  private EmbeddingChange become(EmbeddingCourse after, Cause cause, Muting muting, Instant now) {
    AlertState before = course.state();
    Hearing hearing = Hearing.of(before, after.state(), told, muting, rule.channels(), now);
    Instant fired = after.isFiring() ? now : firedAt;
    course = after;
    told = hearing.told();
    firedAt = after.isFiring() ? now : null;
    fresh = after.isInactive() ? EmbeddingBaseline.NONE : fresh;
    records++;
    return new EmbeddingChange(
        rule,
        before,
        after.state(),
        cause,
        records,
        0,
        fired,
        hearing.channels(),
        hearing.muting(),
        isCompared(cause) ? finding : null);
  }

  private static boolean isCompared(Cause cause) {
    return switch (cause) {
      case WINDOWS, STANDING, NEW_NORMAL -> true;
      case SILENCE, OTHER_LENGTH -> false;
    };
  }

  /// An alert that fires is told once when nothing keeps it from being told any longer, and again
  /// from time to time.
  private Optional<EmbeddingChange> standing(Muting muting, Instant now) {
    if (!course.isFiring() || muting.isAny() || !told.isDue(rule.repeatEvery(), now)) {
      return Optional.empty();
    }
    told = told.again(now, rule.channels());
    records++;
    return Optional.of(
        new EmbeddingChange(
            rule,
            course.state(),
            course.state(),
            Cause.STANDING,
            records,
            told.reminders(),
            firedAt,
            rule.channels(),
            Muting.NONE,
            finding));
  }

  public AlertState state() {
    return course.state();
  }

  public AlertRule rule() {
    return rule;
  }

  /// Of the last window that was compared; null before one was.
  public @Nullable EmbeddingFinding finding() {
    return finding;
  }

  /// Whether it has to look again though nothing comes.
  public boolean isBusy() {
    return !course.isInactive() || windows.isWaiting();
  }

  private void save() {
    notes.write(memory(), windows, normal, fresh);
  }

  private EmbeddingMemory memory() {
    return new EmbeddingMemory(
        course.state(),
        records,
        firedAt,
        told,
        course.streak(),
        others,
        lastAt,
        normal.since(),
        fresh.since(),
        finding);
  }
}
