package io.evalstream.devcluster.stub;

/// How the stub judge treats the calls that come: its faults, and what they need to remember from
/// one call to the next.
record Conduct(FaultDice dice, RateLimiter limiter) {

  Faults faults() {
    return dice.faults();
  }

  static Conduct of(Faults faults) {
    return new Conduct(
        new FaultDice(faults), new RateLimiter(faults.rateLimits(), System::nanoTime));
  }

  Conduct changedTo(Faults faults) {
    return new Conduct(new FaultDice(faults), limiter.changedTo(faults.rateLimits()));
  }
}
