package io.evalstream.stats;

/// The weight of a sampled event: one over the probability with which it was taken.
final class Weight {

  // Far beyond any sampling probability, and squares of what lies between are still numbers.
  private static final double LEAST = 1e-100;
  private static final double LARGEST = 1e100;

  private Weight() {}

  /// Refuses what is no weight.
  static void check(double weight) {
    if (!(LEAST <= weight && weight <= LARGEST)) {
      throw new IllegalArgumentException("weight must be in [1e-100, 1e100], was " + weight);
    }
  }
}
