package io.evalstream.bench.chaos;

import io.evalstream.bench.chaos.Plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Draws a plan for two monitors: the acts that were asked for, in an order, at times and with
/// details that depend on the seed alone.
///
/// At first nothing is done until the monitors share the work. Each lane divides the time after
/// that evenly among its acts; an act begins in the first third of its part, and not before the one
/// before it is done. A monitor that is killed or frozen has work at that moment, unless it is
/// killed as it starts.
final class RandomPlan {

  private static final int MONITORS = 2;

  /// Before the first act.
  static final Duration REST = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 1_000;

  private final Random random;
  private final Duration load;
  private final Duration session;
  private final List<Step> steps = new ArrayList<>();
  private int troubles;
  private long laneEnd;

  private RandomPlan(long seed, Duration load, Duration session) {
    this.random = new Random(seed);
    this.load = load;
    this.session = session;
    this.troubles = random.nextInt(JudgeTrouble.values().length);
  }

  /// @param counts how many acts of each kind
  /// @param session after which a monitor that is silent is taken for dead
  static Plan draw(long seed, Duration load, Duration session, Map<ActKind, Integer> counts) {
    RandomPlan drawn = new RandomPlan(seed, load, session);
    for (int monitor = 0; monitor < MONITORS; monitor++) {
      drawn.add(0, new Act.AwaitShare(monitor));
    }
    for (Act.Lane lane : Act.Lane.values()) {
      drawn.addLane(drawn.shuffled(lane, counts));
    }
    return new Plan(MONITORS, drawn.steps);
  }

  private List<ActKind> shuffled(Act.Lane lane, Map<ActKind, Integer> counts) {
    List<ActKind> kinds = new ArrayList<>();
    for (ActKind kind : ActKind.values()) {
      if (kind.lane() == lane) {
        kinds.addAll(Collections.nCopies(counts.getOrDefault(kind, 0), kind));
      }
    }
    Collections.shuffle(kinds, random);
    return kinds;
  }

  private void addLane(List<ActKind> kinds) {
    laneEnd = 0;
    for (int i = 0; i < kinds.size(); i++) {
      long part = load.minus(REST).toMillis() / kinds.size();
      long planned = REST.toMillis() + i * part + between(0, part / 3);
      long at = Math.max(planned, laneEnd + PAUSE_MILLIS);
      add(kinds.get(i), at, part);
    }
  }

  private void add(ActKind kind, long at, long part) {
    int one = random.nextInt(MONITORS);
    switch (kind) {
      case KILL -> kill(one, at);
      case KILL_STARTING -> killStarting(one, at);
      case KILL_SUCCESSOR -> killSuccessor(one, at);
      case KILL_STOPPING -> killStopping(one, at);
      case KILL_BOTH -> killBoth(one, at);
      case FREEZE -> freeze(one, at);
      case RESTART -> add(at, new Act.Restart(one));
      case BROKER_KILL -> broker(Act.OnBroker.KILL, at);
      case BROKER_STOP -> broker(Act.OnBroker.STOP, at);
      case BROKER_FREEZE -> add(at, new Act.FreezeBroker(longerThanASession()));
      case JUDGE -> judge(at, part);
    }
  }

  private void kill(int one, long at) {
    add(at, new Act.AwaitShare(one));
    add(at, new Act.Kill(one));
    add(at + between(500, 4_000), new Act.Start(one));
  }

  private void killStopping(int one, long at) {
    add(at, new Act.AwaitShare(one));
    add(at, new Act.KillStopping(one, Duration.ofMillis(between(100, 1_500))));
    add(at + between(2_000, 4_000), new Act.Start(one));
  }

  private void killBoth(int one, long at) {
    int other = other(one);
    long started = at + between(500, 4_000);
    add(at, new Act.AwaitShare(one));
    add(at, new Act.AwaitShare(other));
    add(at, new Act.Kill(one));
    add(at, new Act.Kill(other));
    add(started, new Act.Start(other));
    add(started + between(0, 2_000), new Act.Start(one));
  }

  private static int other(int one) {
    return (one + 1) % MONITORS;
  }

  private void freeze(int one, long at) {
    add(at, new Act.AwaitShare(one));
    add(at, new Act.Freeze(one, longerThanASession()));
  }

  private Duration longerThanASession() {
    return session.plusMillis(between(1_000, 4_000));
  }

  private void killStarting(int one, long at) {
    long started = at + between(500, 2_000);
    long killed = started + between(1_500, 7_000);
    add(at, new Act.AwaitShare(one));
    add(at, new Act.Kill(one));
    add(started, new Act.Start(one));
    add(killed, new Act.Kill(one));
    add(killed + between(500, 2_000), new Act.Start(one));
  }

  private void killSuccessor(int one, long at) {
    int other = other(one);
    long killed = at + session.toMillis() + between(0, 5_000);
    add(at, new Act.AwaitShare(one));
    add(at, new Act.Kill(one));
    add(at + between(500, session.toMillis()), new Act.Start(one));
    add(killed, new Act.AwaitShare(other));
    add(killed, new Act.Kill(other));
    add(killed + between(500, 2_000), new Act.Start(other));
  }

  private void broker(Act.OnBroker how, long at) {
    add(at, how);
    add(at + between(500, 4_000), Act.OnBroker.START);
  }

  /// The troubles take turns, so that a few acts meet several of them.
  private void judge(long at, long part) {
    JudgeTrouble[] kinds = JudgeTrouble.values();
    JudgeTrouble kind = kinds[troubles++ % kinds.length];
    add(at, new Act.Trouble(kind, random.nextInt(1_000)));
    add(at + Math.min(part / 2, between(3_000, 8_000)), new Act.Recovery());
  }

  private void add(long atMillis, Act act) {
    laneEnd = Math.max(laneEnd, atMillis);
    steps.add(new Step(Duration.ofMillis(atMillis), act));
  }

  private long between(long from, long until) {
    return from + random.nextLong(until - from + 1);
  }
}
