package io.evalstream.sampling;

import io.evalstream.async.FlowLoad;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/// Scales the sampling of one task to what budgets allow and judges can bear.
///
/// A scale depends on the past alone: budgets are looked at once a second, and more often in a
/// flood of events, before the next event is decided. So the probability of each decision is known,
/// and rates stay unbiased.
///
/// *Threading:* the stream thread only.
final class Throttle {

  /// How busy the judges are with one evaluator of one app.
  interface Load {
    FlowLoad of(String app, String evaluator);
  }

  private final Map<String, AppBudget> budgets = new HashMap<>();
  private final Relief relief;
  private final Load load;
  private final Function<String, Taken> meter;

  /// @param tasks that share each budget
  /// @param meter what the judgements of an app have taken so far
  Throttle(
      Map<String, AppSampling> sampling,
      int tasks,
      Relief relief,
      Load load,
      Function<String, Taken> meter,
      long now) {
    this.relief = relief;
    this.load = load;
    this.meter = meter;
    sampling.forEach(
        (app, settings) -> budgets.put(app, new AppBudget(settings, tasks, meter.apply(app), now)));
  }

  /// What to multiply the probability of an evaluator of an app that is known with, in (0, 1].
  double scale(String app, String evaluator) {
    return budget(app).share() * relief.share(load.of(app, evaluator));
  }

  private AppBudget budget(String app) {
    AppBudget budget = budgets.get(app);
    if (budget == null) {
      throw new IllegalArgumentException("app must be in the configuration, was " + app);
    }
    return budget;
  }

  /// Closes a stretch of time when it is long enough; to be called before an event is decided.
  void look(String app, long now) {
    AppBudget budget = budgets.get(app);
    if (budget != null && budget.isDue(now)) {
      budget.close(meter.apply(app), now);
    }
  }

  /// Takes in a decision.
  void decided(String app, Decision decision) {
    AppBudget budget = budgets.get(app);
    if (budget != null) {
      budget.decided(decision);
    }
  }
}
