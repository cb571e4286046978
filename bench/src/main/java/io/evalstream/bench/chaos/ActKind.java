package io.evalstream.bench.chaos;

/// What can be asked for; each is one or several acts.
public enum ActKind {
  /// Kills a monitor and starts it again.
  KILL(Act.Lane.MONITORS),
  /// Kills a monitor, starts it, and kills it again while it comes up.
  KILL_STARTING(Act.Lane.MONITORS),
  /// Kills a monitor, and the other one while that takes over.
  KILL_SUCCESSOR(Act.Lane.MONITORS),
  /// Tells a monitor to stop, and kills it before it has.
  KILL_STOPPING(Act.Lane.MONITORS),
  /// Kills both monitors and starts them again.
  KILL_BOTH(Act.Lane.MONITORS),
  /// Lets a monitor stand still until the others take it for dead.
  FREEZE(Act.Lane.MONITORS),
  /// Tells a monitor to stop and starts it again.
  RESTART(Act.Lane.MONITORS),
  BROKER_KILL(Act.Lane.BROKER),
  BROKER_STOP(Act.Lane.BROKER),
  /// Lets the broker stand still until it takes the monitors for dead.
  BROKER_FREEZE(Act.Lane.BROKER),
  /// Puts the judge in one of its troubles for a while.
  JUDGE(Act.Lane.JUDGE);

  private final Act.Lane lane;

  ActKind(Act.Lane lane) {
    this.lane = lane;
  }

  Act.Lane lane() {
    return lane;
  }
}
