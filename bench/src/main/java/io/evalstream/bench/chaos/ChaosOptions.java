package io.evalstream.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What is run.
///
/// @param seed of the plan, the labels and the faults
/// @param load how long traces are published; longer when the acts take longer
/// @param tracesPerSecond each has five judgements
/// @param acts how many of each kind; none for the plan that scales
/// @param scaling from one monitor to three and back, instead of acts that are drawn
/// @param folder of everything that is written
public record ChaosOptions(
    long seed,
    Duration load,
    double tracesPerSecond,
    Protocol protocol,
    Map<ActKind, Integer> acts,
    boolean scaling,
    Path folder) {

  private static final int RESERVE = 4;

  public ChaosOptions {
    acts = Map.copyOf(acts);
    long rest = RandomPlan.REST.toSeconds();
    check(load.toSeconds() > rest, "seconds", "more than " + rest, load.toSeconds());
    check(tracesPerSecond > 0, "rate", "more than 0", tracesPerSecond);
    boolean possible = acts.values().stream().allMatch(count -> count >= 0);
    check(possible, "acts", "0 or more of each", acts);
  }

  private static void check(boolean holds, String what, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(what + ": must be " + rule + ", was " + value);
    }
  }

  Plan plan() {
    return scaling ? Plan.scaling(load) : RandomPlan.draw(seed, load, Protocol.SESSION, acts);
  }

  /// More traces than are published, unless the acts take several times as long as planned.
  Traffic traffic() {
    return Traffic.of(seed, (int) Math.ceil(load.toSeconds() * tracesPerSecond * RESERVE));
  }
}
