package io.evalstream.sampling;

import io.evalstream.stats.BudgetController;
import org.jspecify.annotations.Nullable;

/// The budget of one app in one task, and the share of the traffic that it allows.
///
/// *How it works:* the demand is counted in evaluators that traces would be sampled for, a budget
/// in judgements or dollars. How many judgements one of the former takes, and what a judgement
/// costs, is learnt from those that were planned and that have ended.
///
/// When the dollars of a day are spent, its share is the least that there is until the next day,
/// and its controller stands still: that nothing is spent then says nothing of the traffic.
///
/// *Guarantee:* judgements come some seconds after the decisions for them, dollars later still.
/// Until then the cost that is known or assumed counts. So what a sudden load takes beyond the
/// budget is bounded, once: by the judgements for [#MOST_EVENTS] traces and those of about half a
/// minute, growing with the logarithm of the load, times the true cost over the assumed one. What a
/// quiet time has left comes on top, a minute's worth at most.
///
/// *Threading:* the stream thread only.
final class AppBudget {

  static final int MOST_EVENTS = 100;

  private static final long LONGEST_STRETCH_MILLIS = 1_000;
  private static final double MILLIS = 1_000;
  private static final double MINUTE_SECONDS = 60;
  private static final double DAY_SECONDS = 86_400;

  private final @Nullable BudgetController judgements;
  private final @Nullable BudgetController usd;
  private final double usdPerDay;
  private final UnitCost perEvaluator;
  private final UnitCost perJudgement;
  private Taken taken;
  private boolean daySpent;
  private double wanted;
  private int events;
  private long since;

  /// @param tasks that share the budget
  /// @param taken what was taken so far
  AppBudget(AppSampling sampling, int tasks, Taken taken, long now) {
    Budget budget = sampling.budget();
    this.judgements = controller(budget.judgementsPerMinute(), MINUTE_SECONDS * tasks);
    this.usd = controller(budget.usdPerDay(), DAY_SECONDS * tasks);
    this.usdPerDay =
        budget.usdPerDay() == null ? Double.POSITIVE_INFINITY : budget.usdPerDay() / tasks;
    this.perEvaluator = new UnitCost(1, taken.judgements(), taken.evaluators());
    this.perJudgement = new UnitCost(sampling.assumedCostUsd(), taken.usd(), taken.answered());
    this.taken = taken;
    this.since = now;
  }

  private static @Nullable BudgetController controller(@Nullable Double amount, double per) {
    return amount == null ? null : new BudgetController(amount / per, 0);
  }

  /// Whether the stretch of time since the last look is long enough.
  boolean isDue(long now) {
    long millis = now - since;
    return (judgements != null || usd != null)
        && (millis >= LONGEST_STRETCH_MILLIS || (events >= MOST_EVENTS && millis >= 1));
  }

  /// Closes a stretch of time.
  ///
  /// @param taken what was taken so far
  void close(Taken taken, long now) {
    double seconds = (now - since) / MILLIS;
    Taken news = taken.since(this.taken);
    perEvaluator.learn(news.judgements(), news.evaluators(), seconds);
    perJudgement.learn(news.usd(), news.answered(), seconds);
    double demand = wanted * perEvaluator.value();
    close(judgements, demand, news.judgements(), seconds);
    daySpent = taken.usd() >= usdPerDay;
    if (!daySpent) {
      close(usd, demand * perJudgement.value(), news.usd(), seconds);
    }
    this.taken = taken;
    wanted = 0;
    events = 0;
    since = now;
  }

  private static void close(
      @Nullable BudgetController budget, double demand, double spent, double seconds) {
    if (budget != null) {
      budget.close(demand, spent, seconds);
    }
  }

  void decided(Decision decision) {
    decision.choices().forEach(choice -> wanted += choice.rate());
    events++;
  }

  /// Share of the traffic to sample, in (0, 1].
  double share() {
    return daySpent ? BudgetController.LEAST : Math.min(share(judgements), share(usd));
  }

  private static double share(@Nullable BudgetController budget) {
    return budget == null ? 1 : budget.probability();
  }
}
