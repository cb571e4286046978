package io.evalstream.async;

/// How many calls may run at one time: additive increase, multiplicative decrease [1].
///
/// It starts at its cap, halves when the peer is overloaded, and grows by a fiftieth of the cap, at
/// least by one, with each full round of good calls. It halves once for one overload: a call that
/// was on its way at that time does not halve it again.
///
/// *Threading:* guarded by its gate.
///
/// [1] Chiu and Jain 1989, https://doi.org/10.1016/0169-7552(89)90019-6
final class Concurrency {

  private static final double ROUNDS_FROM_NOTHING_TO_CAP = 50;
  private static final double ROUNDING = 1e-6;

  private final int cap;
  // Of the cap; 1 is all of it.
  private double fraction = 1;
  // Of the last decrease, where it may be taken back; otherwise 0.
  private double before;
  private long newestAtDecrease;

  Concurrency(int cap) {
    this.cap = cap;
  }

  /// @param share of the cap that this process has, in (0, 1]
  int allowed(double share) {
    return Math.max(1, (int) (cap * share * fraction + ROUNDING));
  }

  /// A call ended well.
  void good(double share) {
    double step = Math.max(1, cap * share / ROUNDS_FROM_NOTHING_TO_CAP);
    fraction = Math.min(1, fraction + step / (allowed(share) * cap * share));
  }

  /// A call met overload. True when that halved the limit.
  ///
  /// @param call number of the call
  /// @param newest number of the newest call that has started
  boolean overloaded(long call, long newest, double share) {
    if (!isSince(call)) {
      return false;
    }
    newestAtDecrease = newest;
    before = 0;
    fraction = Math.min(fraction, Math.max(1 / (cap * share), fraction / 2));
    return true;
  }

  /// As [#overloaded], on trial: it may be taken back until there is another decrease.
  boolean tryLess(long call, long newest, double share) {
    double was = fraction;
    boolean halved = overloaded(call, newest, share);
    before = halved ? was : before;
    return halved;
  }

  /// The decrease that was tried was of no use.
  void takeBack() {
    fraction = Math.max(fraction, before);
  }

  /// Whether the call started after the last decrease.
  boolean isSince(long call) {
    return call > newestAtDecrease;
  }
}
