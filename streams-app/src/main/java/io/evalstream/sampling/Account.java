package io.evalstream.sampling;

import io.evalstream.stats.BudgetController;

/// One budget of one app in one task: what was asked for, what was spent, and the share of the
/// traffic that the budget allows.
///
/// *How it works:* the demand is counted in evaluators that traces are sampled for, the budget in
/// judgements or dollars. What one of the former costs of the latter is learnt from what was spent
/// in the last minutes.
///
/// *Threading:* the stream thread only.
final class Account {

  private static final double MEMORY_SECONDS = 600;
  // How much the cost that is assumed at first weighs, in evaluators of traces.
  private static final double PRIOR = 1;

  private final BudgetController controller;
  private final double assumedCost;
  private double reading;
  private double chosen;
  private double spent;

  /// @param perSecond the budget
  /// @param assumedCost of one evaluator of one trace, until it is known
  /// @param reading what was spent so far
  Account(double perSecond, double assumedCost, double reading) {
    this.controller = new BudgetController(perSecond, 0);
    this.assumedCost = assumedCost;
    this.reading = reading;
  }

  /// Closes a stretch of time.
  ///
  /// @param wanted evaluators that traces would have been sampled for without a budget, expected
  /// @param chosen those that they were sampled for, expected
  /// @param reading what was spent so far; less than before when it begins anew
  void close(double wanted, double chosen, double reading, double seconds) {
    double spentNow = reading >= this.reading ? reading - this.reading : reading;
    this.reading = reading;
    double kept = Math.exp(-seconds / MEMORY_SECONDS);
    this.chosen = kept * this.chosen + chosen;
    this.spent = kept * this.spent + spentNow;
    controller.close(wanted * cost(), spentNow, seconds);
  }

  private double cost() {
    return (spent + PRIOR * assumedCost) / (chosen + PRIOR);
  }

  double share() {
    return controller.probability();
  }
}
