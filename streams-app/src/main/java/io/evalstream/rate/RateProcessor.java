package io.evalstream.rate;

import io.evalstream.async.Ticking;
import io.evalstream.event.EvalRate;
import io.evalstream.judgement.ObservationKind;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import io.evalstream.state.Observation;
import io.evalstream.state.RateState;
import io.evalstream.topic.StoreNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/// Adds each observation to its windows, publishes live values once a second, and a final value
/// once.
///
/// A window is found by the time of the event and closed by the wall clock: when its end and its
/// last evaluation are both longer ago than the grace. So it takes no later event to close it, and
/// a backlog or a replay of yesterday finds its windows open. An evaluation for a closed window
/// amends it: the window is published again with the next revision.
final class RateProcessor extends ContextualProcessor<String, Observation, String, EvalRate> {

  private static final Duration TICK = Duration.ofSeconds(1);
  // While nothing is open, but closed windows are still to be forgotten.
  private static final Duration SLOW_TICK = Duration.ofMinutes(1);
  private static final Set<String> COUNTED =
      Set.of(ObservationKind.EVALUATION, ObservationKind.DIAGNOSIS, ObservationKind.RETRIEVAL);

  private final RateConfig config;
  private final Sums sums;
  private final long shortestMillis;
  private final RateTopology.Reviews reviews;
  private final RateBoard board;
  private final Meters meters;
  private final InstantSource clock;

  // The stream thread's.
  private final Map<Window, RateState> open = new HashMap<>();
  private final Set<Window> changed = new HashSet<>();
  // Windows in the store.
  private final Map<Series, Integer> stored = new HashMap<>();
  private final PriorityQueue<Expiry> expiries =
      new PriorityQueue<>(Comparator.comparingLong(Expiry::at));
  private Dimensions dimensions;
  private RateWriter writer = new RateWriter(List.of());
  private @Nullable KeyValueStore<String, RateState> store;
  private final Ticking ticking = new Ticking();

  private record Expiry(long at, Window window) {}

  RateProcessor(
      RateConfig config,
      RateBoard board,
      RateTopology.Reviews reviews,
      Meters meters,
      InstantSource clock) {
    this.config = config;
    this.sums = new Sums(config.retrievalK());
    this.board = board;
    this.reviews = reviews;
    this.meters = meters;
    this.clock = clock;
    this.dimensions = new Dimensions(config);
    this.shortestMillis = Collections.min(config.windows()).toMillis();
  }

  @Override
  public void init(ProcessorContext<String, EvalRate> context) {
    super.init(context);
    open.clear();
    changed.clear();
    stored.clear();
    expiries.clear();
    dimensions = new Dimensions(config);
    // What people say of the traffic itself comes before a benchmark that is only like it.
    writer =
        new RateWriter(
            List.of(
                new ReviewCorrection(reviews.open().apply(context)),
                new BenchmarkCorrection(config.calibration())));
    ticking.stop();
    KeyValueStore<String, RateState> states = context.getStateStore(StoreNames.RATES);
    store = states;
    Map<Window, Window> newest = new HashMap<>();
    try (KeyValueIterator<String, RateState> all = states.all()) {
      all.forEachRemaining(
          entry -> {
            Window window = Window.fromText(entry.key);
            resume(window, entry.value);
            newest.merge(window.first(), window, Window::later);
          });
    }
    showAgain(newest.values());
    keepTicking();
  }

  private void resume(Window window, RateState state) {
    stored.merge(window.series(), 1, Integer::sum);
    dimensions.remember(window.series());
    if (state.getClosed()) {
      expire(window, state);
    } else {
      open.put(window, state);
      // What was added in the last second of the former owner is not published yet.
      changed.add(window);
    }
  }

  /// As they were published last: a closed window counts one revision more than its last record.
  private void showAgain(Collection<Window> windows) {
    for (Window window : windows) {
      RateState state = store().get(window.toText());
      RateState last =
          state.getClosed()
              ? RateState.newBuilder(state).setRevision(state.getRevision() - 1).build()
              : state;
      board.show(
          context().taskId().toString(),
          writer.write(window, last, state.getClosed(), state.getUpdatedAt()));
    }
  }

  @Override
  public void process(Record<String, Observation> record) {
    Observation observation = record.value();
    if (!COUNTED.contains(observation.getKind())) {
      return;
    }
    Instant now = clock.instant();
    for (Series series : dimensions.of(observation)) {
      for (Duration length : config.windows()) {
        add(
            Window.at(series, length.toMillis(), observation.getOccurredAt().toEpochMilli()),
            observation,
            now);
      }
    }
    keepTicking();
  }

  private void add(Window window, Observation observation, Instant now) {
    RateState known = open.get(window);
    RateState before = known == null ? store().get(window.toText()) : known;
    if (before == null) {
      stored.merge(window.series(), 1, Integer::sum);
    } else {
      countLate(window, before, observation);
    }
    RateState after = sums.plus(before == null ? Sums.empty(now) : before, observation, now);
    store().put(window.toText(), after);
    open.put(window, after);
    changed.add(window);
  }

  /// Once per evaluation, though it is in several series and windows. A window that was closed once
  /// has a revision, also when it is open again.
  private void countLate(Window window, RateState before, Observation observation) {
    if (before.getRevision() > 0
        && observation.getKind().equals(ObservationKind.EVALUATION)
        && window.lengthMillis() == shortestMillis
        && window.series().isWhole()) {
      meters.count(Metric.LATE_EVALUATIONS, observation.getApp(), observation.getEvaluator());
    }
  }

  private void tick() {
    Instant now = clock.instant();
    for (Window window : closable(now.toEpochMilli())) {
      close(window, now);
    }
    for (Window window : changed) {
      live(window, now);
    }
    changed.clear();
    while (!expiries.isEmpty() && expiries.peek().at <= now.toEpochMilli()) {
      forget(expiries.poll().window, now.toEpochMilli());
    }
    keepTicking();
  }

  private List<Window> closable(long now) {
    List<Window> closable = new ArrayList<>();
    open.forEach(
        (window, state) -> {
          long updatedAt = state.getUpdatedAt().toEpochMilli();
          if (Math.max(window.endMillis(), updatedAt) + config.grace().toMillis() <= now) {
            closable.add(window);
          }
        });
    return closable;
  }

  private void close(Window window, Instant now) {
    RateState state = state(window);
    publish(window, writer.write(window, state, true, now));
    RateState closed =
        RateState.newBuilder(state).setClosed(true).setRevision(state.getRevision() + 1).build();
    store().put(window.toText(), closed);
    open.remove(window);
    changed.remove(window);
    expire(window, closed);
  }

  private void live(Window window, Instant now) {
    RateState state = state(window);
    EvalRate rate = writer.write(window, state, false, now);
    if (state.getRevision() == 0) {
      publish(window, rate);
    } else {
      board.show(context().taskId().toString(), rate);
    }
  }

  private void publish(Window window, EvalRate rate) {
    board.show(context().taskId().toString(), rate);
    context().forward(new Record<>(window.recordKey(), rate, rate.getUpdatedAt().toEpochMilli()));
  }

  private void expire(Window window, RateState state) {
    expiries.add(new Expiry(expiresAt(window, state), window));
  }

  private long expiresAt(Window window, RateState state) {
    long lastChange = Math.max(window.endMillis(), state.getUpdatedAt().toEpochMilli());
    return lastChange + config.keep().toMillis();
  }

  private void forget(Window window, long now) {
    RateState state = store().get(window.toText());
    if (state != null && state.getClosed() && expiresAt(window, state) <= now) {
      store().delete(window.toText());
      forgetOne(window.series());
    }
  }

  /// A series whose last window is gone leaves the board, and its place under the cap.
  private void forgetOne(Series series) {
    int left = stored.merge(series, -1, Integer::sum);
    if (left == 0) {
      stored.remove(series);
      dimensions.forget(series);
      board.remove(series);
    }
  }

  /// Ticks while a window is open, and now and then while one is to be forgotten; each tick causes
  /// a commit.
  private void keepTicking() {
    ticking.every(pace(), context(), timestamp -> tick());
  }

  private Duration pace() {
    if (open.isEmpty()) {
      return expiries.isEmpty() ? Duration.ZERO : SLOW_TICK;
    }
    return TICK;
  }

  private RateState state(Window window) {
    RateState state = open.get(window);
    if (state == null) {
      throw new IllegalStateException("window is not open: " + window);
    }
    return state;
  }

  private KeyValueStore<String, RateState> store() {
    if (store == null) {
      throw new IllegalStateException("rates: used before init");
    }
    return store;
  }

  @Override
  public void close() {
    ticking.stop();
    board.leave(context().taskId().toString());
  }
}
