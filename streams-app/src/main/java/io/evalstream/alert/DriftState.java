package io.evalstream.alert;

import io.evalstream.stats.SequentialTest;
import io.evalstream.stats.SequentialTest.Evidence;

/// How a judge has agreed with golden labels so far.
///
/// A decision is made after each pass, not after each round: the parts of a file are not equally
/// hard, so only whole passes can be compared.
///
/// What is normal is set by the first pass, and grows with the next ones until it has enough labels
/// to be known well. A pass is held against those before it, and is no part of what is normal while
/// there is evidence that it may not be.
///
/// @param rounds since the beginning
/// @param pass what the pass under way has found
/// @param normal passes that set what is normal; empty before there is one
/// @param last whole pass that had labels; empty before there is one
/// @param evidence of a drift
record DriftState(long rounds, Tally pass, Tally normal, Tally last, Evidence evidence) {

  static final DriftState NEW =
      new DriftState(0, Tally.NONE, Tally.NONE, Tally.NONE, Evidence.NONE);

  private static final int ENOUGH = 1_000;

  DriftState after(Tally round, DriftWatch watch) {
    Tally sum = pass.plus(round);
    long count = rounds + 1;
    if (count % watch.roundsPerPass() != 0) {
      return new DriftState(count, sum, normal, last, evidence);
    }
    return sum.isEmpty()
        ? new DriftState(count, Tally.NONE, normal, last, evidence)
        : afterPass(count, sum, watch);
  }

  private DriftState afterPass(long count, Tally sum, DriftWatch watch) {
    // What sets the limit cannot be evidence against it.
    boolean setsTheLimit = normal.isEmpty() && watch.minAgreement() == null;
    Evidence next =
        setsTheLimit ? evidence : watch.test(normal).after(evidence, sum.judged(), sum.disagreed());
    boolean grows =
        normal.judged() < ENOUGH
            && !next.firing()
            && next.logOdds() < Math.log(SequentialTest.CALM);
    return new DriftState(count, Tally.NONE, grows ? normal.plus(sum) : normal, sum, next);
  }

  boolean firing() {
    return evidence.firing();
  }
}
