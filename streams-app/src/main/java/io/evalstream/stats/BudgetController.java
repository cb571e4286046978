package io.evalstream.stats;

/// Chooses the probability with which traffic is sampled so that a budget is spent evenly. [1]
///
/// *How it works:* the traffic is estimated by a fast and a slow exponential average, and the
/// higher one counts, so a burst is met at once and left slowly. An account of what was spent too
/// much or too little in about a minute corrects the rest. The probability is always that of the
/// past: what comes in a stretch of time is sampled with the value that was fixed before it.
/// Nothing that was sampled is ever dropped for want of budget; that would make its probability
/// unknown.
///
/// [1] K. J. Åström, R. M. Murray, Feedback Systems (2008), chapter 10: proportional-integral
/// control with a bounded integral
public final class BudgetController {

  /// No probability is smaller: a weight of 10,000 is the largest that a budget causes.
  public static final double LEAST = 1e-4;

  private static final double FAST_SECONDS = 5;
  private static final double SLOW_SECONDS = 60;
  private static final double ACCOUNT_SECONDS = 60;
  private static final double LEAST_SHARE_OF_BUDGET = 0.1;
  private static final double LEAST_TRAFFIC_OF_BUDGET = 1e-6;

  private final double budget;
  private double fast;
  private double slow;
  private double account;
  private double probability = 1;

  /// @param budget what may be spent a second; above 0
  /// @param traffic what would be spent a second if all were sampled, as far as that is known
  public BudgetController(double budget, double traffic) {
    if (!(budget > 0)) {
      throw new IllegalArgumentException("budget must be above 0, was " + budget);
    }
    this.budget = budget;
    this.fast = traffic;
    this.slow = traffic;
  }

  /// Closes a stretch of time; the probability is for the next one.
  ///
  /// @param demand what would have been spent if all had been sampled
  /// @param spent what was spent
  /// @param seconds length of the stretch; above 0
  public void close(double demand, double spent, double seconds) {
    fast += (1 - Math.exp(-seconds / FAST_SECONDS)) * (demand / seconds - fast);
    slow += (1 - Math.exp(-seconds / SLOW_SECONDS)) * (demand / seconds - slow);
    double most = ACCOUNT_SECONDS * budget;
    account = Math.clamp(account + budget * seconds - spent, -most, most);
    double rate = Math.max(budget + account / ACCOUNT_SECONDS, LEAST_SHARE_OF_BUDGET * budget);
    probability =
        Math.clamp(rate / Math.max(traffic(), LEAST_TRAFFIC_OF_BUDGET * budget), LEAST, 1);
  }

  /// Share of the traffic to sample, in (0, 1].
  public double probability() {
    return probability;
  }

  double traffic() {
    return Math.max(fast, slow);
  }

  double account() {
    return account;
  }
}
