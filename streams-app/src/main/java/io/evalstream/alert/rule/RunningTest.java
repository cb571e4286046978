package io.evalstream.alert.rule;

import io.evalstream.stats.SequentialTest;
import io.evalstream.stats.SequentialTest.Evidence;
import io.evalstream.stats.SequentialTest.Window;
import org.jspecify.annotations.Nullable;

/// A sequential test as it runs: labels come one by one, and each step becomes evidence when it is
/// over.
///
/// A label counts with the [LeastProbability] of the steps before over its own, or with the least
/// that the configuration gives any where that is less: no more than 1. One that was sampled with
/// less than that would count more; it is cut to 1 and counted, and counts right from the next step
/// on. The first step of all only tells how labels are sampled.
///
/// @param evidence of the steps that are over
/// @param step that is under way, by the epoch millisecond at which it begins
/// @param open what its labels say
/// @param least decides what the next label counts
public record RunningTest(Evidence evidence, long step, Window open, LeastProbability least) {

  // After that many steps without a label nothing changes any more.
  private static final long LONGEST_FADING = 11_000;

  static RunningTest beginningAt(long step) {
    return new RunningTest(Evidence.NONE, step, Window.EMPTY, LeastProbability.UNKNOWN);
  }

  /// @param test null while there is no limit
  /// @param configured least probability that the configuration gives
  RunningTest plus(
      @Nullable SequentialTest test, double configured, double probability, long n, long failing) {
    LeastProbability seen = least.with(probability);
    if (test == null || !least.isKnown()) {
      return new RunningTest(evidence, step, open, seen);
    }
    double weight = Math.min(configured, least.value()) / probability;
    Window window = test.plus(test.plus(open, weight, 1, failing), weight, 0, n - failing);
    return new RunningTest(evidence, step, window, seen);
  }

  boolean isOver(long now) {
    return now > step;
  }

  /// All steps before `now` are over.
  ///
  /// @param test null while there is no limit
  RunningTest until(@Nullable SequentialTest test, long now, long stepMillis) {
    Evidence after = evidence;
    if (test != null) {
      after = test.after(after, open);
      long empty = Math.min(LONGEST_FADING, (now - step) / stepMillis - 1);
      for (long i = 0; i < empty; i++) {
        after = test.after(after, Window.EMPTY);
      }
    }
    return new RunningTest(after, now, Window.EMPTY, least.next(now));
  }

  /// The same sampling, and no evidence.
  RunningTest anew() {
    return new RunningTest(Evidence.NONE, step, Window.EMPTY, least);
  }

  /// By how much "above" explains the labels better than "within".
  double odds() {
    return Math.exp(evidence.logOdds());
  }

  /// There may be something.
  boolean isSuspicious() {
    return evidence.firing() || evidence.logOdds() >= Math.log(SequentialTest.CALM);
  }
}
