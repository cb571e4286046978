package io.evalstream.sampling;

/// What one of something costs, learnt from the last minutes in which something was learnt.
///
/// What was spent and what for have to be counted at the same moment: what is still on its way is
/// in neither. So the cost does not fall while spending lags behind the decisions that cause it.
///
/// *Threading:* the stream thread only.
final class UnitCost {

  private static final double MEMORY_SECONDS = 600;
  private static final double LONGEST_STRETCH_SECONDS = 60;
  // How much the cost that is assumed at first weighs, in units.
  private static final double PRIOR = 1;

  private final double assumed;
  private double spent;
  private double units;

  /// @param assumed cost of one, as long as nothing was learnt
  /// @param spent what is known to have been spent earlier
  /// @param units what it was spent for
  UnitCost(double assumed, double spent, double units) {
    this.assumed = mean(assumed, spent, units);
  }

  /// Takes in what a stretch of time brought; one without news is not remembered.
  void learn(double spent, double units, double seconds) {
    if (units > 0) {
      double kept = Math.exp(-Math.min(seconds, LONGEST_STRETCH_SECONDS) / MEMORY_SECONDS);
      this.spent = kept * this.spent + spent;
      this.units = kept * this.units + units;
    }
  }

  double value() {
    return mean(assumed, spent, units);
  }

  private static double mean(double assumed, double spent, double units) {
    return (spent + PRIOR * assumed) / (units + PRIOR);
  }
}
