package io.evalstream.alert;

import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.JudgeAgreement;
import io.micrometer.core.instrument.Meter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where those who ask the golden rows and the task that keeps the results meet; and how well each
/// judge agrees, for readers on other threads and as gauges.
///
/// Only one task of all instances keeps results. Where this process does not have it, nothing is to
/// be asked here, and what is offered is dropped.
///
/// *Threading:* safe for all threads.
public final class DriftBoard {

  private static final double MILLIS = 1_000;

  /// @param normal passes that set what is normal; empty before there is one
  /// @param last whole pass; empty before there is one
  /// @param lowest the agreement below which the judge has drifted; null before there is a pass
  /// @param rounds so far
  public record Standing(
      DriftSubject subject,
      Tally normal,
      Tally last,
      @Nullable Double lowest,
      boolean firing,
      long rounds,
      Instant lastRoundAt) {

    /// As the store of the task that keeps results has it.
    public static Standing of(JudgeAgreement stored, DriftWatch watch) {
      return of(DriftMemory.of(stored), watch);
    }

    private static Standing of(DriftMemory memory, DriftWatch watch) {
      DriftState state = memory.state();
      return new Standing(
          memory.subject(),
          state.normal(),
          state.last(),
          state.last().isEmpty() ? null : (Double) watch.lowest(state.normal()),
          state.firing(),
          state.rounds(),
          memory.lastRoundAt());
    }
  }

  private record Shown(Standing standing, List<Meter> gauges) {}

  private final Map<DriftSubject, Shown> shown = new ConcurrentHashMap<>();
  private final Queue<DriftRound> offered = new ConcurrentLinkedQueue<>();
  private final Meters meters;
  private final InstantSource clock;

  // The life of the task that keeps results; null while this process does not have it.
  private final AtomicReference<@Nullable Object> keeper = new AtomicReference<>();

  public DriftBoard(Meters meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /// Whether this process has the task that keeps results.
  public boolean isKept() {
    return keeper.get() != null;
  }

  /// Hands over what a round found.
  public void offer(DriftRound round) {
    if (isKept()) {
      offered.add(round);
    }
  }

  /// What has been found of all that was asked, in no order.
  public List<Standing> standings() {
    return shown.values().stream().map(Shown::standing).collect(Collectors.toUnmodifiableList());
  }

  /// Empty while nothing was asked.
  public Optional<Standing> standing(DriftSubject subject) {
    return Optional.ofNullable(shown.get(subject)).map(Shown::standing);
  }

  void enter(Object life) {
    keeper.set(life);
  }

  void leave(Object life) {
    if (keeper.compareAndSet(life, null)) {
      offered.clear();
      List.copyOf(shown.keySet()).forEach(this::remove);
    }
  }

  List<DriftRound> take() {
    List<DriftRound> taken = new ArrayList<>();
    for (DriftRound round = offered.poll(); round != null; round = offered.poll()) {
      taken.add(round);
    }
    return taken;
  }

  void show(DriftMemory memory, DriftWatch watch) {
    DriftSubject subject = memory.subject();
    Standing standing = Standing.of(memory, watch);
    shown.compute(
        subject,
        (key, before) -> new Shown(standing, before == null ? gauges(subject) : before.gauges));
  }

  void remove(DriftSubject subject) {
    Shown gone = shown.remove(subject);
    if (gone != null) {
      gone.gauges.forEach(meters::remove);
    }
  }

  private List<Meter> gauges(DriftSubject subject) {
    return List.of(
        gauge(Metric.JUDGE_AGREEMENT, subject, standing -> standing.last.agreement()),
        gauge(Metric.JUDGE_AGREEMENT_LOW, subject, standing -> standing.last.interval().low()),
        gauge(Metric.JUDGE_AGREEMENT_HIGH, subject, standing -> standing.last.interval().high()),
        gauge(Metric.JUDGE_GOLDEN_AGE, subject, this::ageSeconds));
  }

  private interface Reading {
    double of(Standing standing);
  }

  private Meter gauge(Metric metric, DriftSubject subject, Reading reading) {
    Supplier<Number> value = () -> standing(subject).map(reading::of).orElse(Double.NaN);
    return meters.gauge(metric, value, subject.judge(), subject.evaluator());
  }

  private double ageSeconds(Standing standing) {
    return Duration.between(standing.lastRoundAt, clock.instant()).toMillis() / MILLIS;
  }
}
