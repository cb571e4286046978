package io.evalstream.bench.chaos;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/// What is done to the processes, and when.
///
/// @param monitors how many run when the load begins
/// @param steps in the order of time; an act that takes longer than planned delays those after it
///   in its lane
record Plan(int monitors, List<Step> steps) {

  /// An act and the earliest moment of it, from the beginning of the load.
  record Step(Duration at, Act act) {}

  Plan {
    steps = steps.stream().sorted(Comparator.comparing(Step::at)).toList();
  }

  List<Step> lane(Act.Lane lane) {
    return steps.stream().filter(step -> step.act().lane() == lane).toList();
  }

  boolean troublesTheJudge() {
    return steps.stream().anyMatch(step -> step.act().lane() == Act.Lane.JUDGE);
  }

  /// From one monitor to three, each of them restarted, and back to one.
  static Plan scaling(Duration load) {
    return new Plan(
        1,
        List.of(
            step(load, 0.15, new Act.Start(1)),
            step(load, 0.15, new Act.Start(2)),
            step(load, 0.15, new Act.AwaitShare(1)),
            step(load, 0.15, new Act.AwaitShare(2)),
            step(load, 0.40, new Act.Restart(0)),
            step(load, 0.40, new Act.AwaitShare(0)),
            step(load, 0.55, new Act.Restart(1)),
            step(load, 0.55, new Act.AwaitShare(1)),
            step(load, 0.70, new Act.Restart(2)),
            step(load, 0.70, new Act.AwaitShare(2)),
            step(load, 0.85, new Act.Stop(0)),
            step(load, 0.90, new Act.Stop(1))));
  }

  private static Step step(Duration load, double share, Act act) {
    return new Step(Duration.ofMillis((long) (load.toMillis() * share)), act);
  }
}
