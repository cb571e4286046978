package io.evalstream.sampling;

import io.evalstream.async.FlowLoad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Scales the sampling of one task to what budgets allow and judges can bear.
///
/// A scale depends on the past alone: budgets are looked at once a second, and more often in a
/// flood of events, before the next event is decided. So the probability of each decision is known,
/// and rates stay unbiased.
///
/// *Threading:* the stream thread only.
final class Throttle {

  private static final long LONGEST_STRETCH_MILLIS = 1_000;
  private static final int MOST_EVENTS = 100;
  private static final double MILLIS = 1_000;

  /// What budgets of an app are measured by.
  ///
  /// @param judgements requested so far
  /// @param usd spent today
  record Meter(ToDoubleFunction<String> judgements, ToDoubleFunction<String> usd) {}

  /// How busy the judges are with one evaluator of one app.
  interface Load {
    FlowLoad of(String app, String evaluator);
  }

  private record Bounded(Account account, ToDoubleFunction<String> reading) {}

  private static final class AppState {
    private final List<Bounded> accounts = new ArrayList<>();
    private double wanted;
    private double chosen;
    private int events;
    private long since;
  }

  private final Map<String, AppState> apps = new HashMap<>();
  private final Relief relief;
  private final Load load;

  /// @param tasks that share each budget
  Throttle(
      Map<String, AppSampling> sampling,
      int tasks,
      Relief relief,
      Load load,
      Meter meter,
      long now) {
    this.relief = relief;
    this.load = load;
    sampling.forEach((app, settings) -> apps.put(app, state(app, settings, tasks, meter, now)));
  }

  private static AppState state(
      String app, AppSampling settings, int tasks, Meter meter, long now) {
    AppState state = new AppState();
    state.since = now;
    Budget budget = settings.budget();
    if (budget.judgementsPerMinute() != null) {
      double perSecond = budget.judgementsPerMinute() / 60 / tasks;
      state.accounts.add(
          new Bounded(
              new Account(perSecond, 1, meter.judgements.applyAsDouble(app)), meter.judgements));
    }
    if (budget.usdPerDay() != null) {
      double perSecond = budget.usdPerDay() / 86_400 / tasks;
      state.accounts.add(
          new Bounded(
              new Account(perSecond, settings.assumedCostUsd(), meter.usd.applyAsDouble(app)),
              meter.usd));
    }
    return state;
  }

  /// What to multiply the probability of an evaluator with, in (0, 1].
  double scale(String app, String evaluator) {
    AppState state = apps.get(app);
    double allowed =
        state == null
            ? 1
            : state.accounts.stream()
                .mapToDouble(bounded -> bounded.account.share())
                .min()
                .orElse(1);
    return allowed * relief.share(load.of(app, evaluator));
  }

  /// Closes a stretch of time when it is long enough; to be called before an event is decided.
  void look(String app, long now) {
    AppState state = apps.get(app);
    if (state == null || state.accounts.isEmpty()) {
      return;
    }
    long millis = now - state.since;
    if (millis < LONGEST_STRETCH_MILLIS && (state.events < MOST_EVENTS || millis < 1)) {
      return;
    }
    for (Bounded bounded : state.accounts) {
      double reading = bounded.reading.applyAsDouble(app);
      bounded.account.close(state.wanted, state.chosen, reading, millis / MILLIS);
    }
    state.wanted = 0;
    state.chosen = 0;
    state.events = 0;
    state.since = now;
  }

  /// Takes in a decision.
  void decided(String app, Decision decision) {
    AppState state = apps.get(app);
    if (state != null) {
      for (Decision.Choice choice : decision.choices()) {
        state.wanted += choice.rate();
        state.chosen += choice.probability();
      }
      state.events++;
    }
  }
}
