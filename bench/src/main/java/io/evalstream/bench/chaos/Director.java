package io.evalstream.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Does what a plan says to the processes on the stage, one thread for each lane.
final class Director {

  private static final int TOLD_TO_STOP = 0;

  private final Stage stage;
  private final Diary diary;

  Director(Stage stage, Diary diary) {
    this.stage = stage;
    this.diary = diary;
  }

  /// Performs all of it and returns when it is done.
  void perform(Plan plan) throws InterruptedException {
    List<Thread> lanes = new ArrayList<>();
    for (Act.Lane lane : Act.Lane.values()) {
      lanes.add(
          Thread.ofPlatform()
              .daemon()
              .name("lane-" + lane)
              .start(() -> performLane(plan.lane(lane))));
    }
    for (Thread lane : lanes) {
      lane.join();
    }
  }

  /// What took longer than planned delays all that comes after it: the times between acts are kept.
  private void performLane(List<Plan.Step> steps) {
    Duration late = Duration.ZERO;
    for (Plan.Step step : steps) {
      Duration wait = step.at().plus(late).minus(diary.time());
      if (wait.isNegative()) {
        late = late.minus(wait);
      }
      perform(step, wait);
    }
  }

  private void perform(Plan.Step step, Duration wait) {
    try {
      Thread.sleep(wait);
      if (step.act().lane() == Act.Lane.MONITORS) {
        expectMonitorsToRun();
      }
      diary.note(step.act().toString());
      perform(step.act());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      diary.violated("an act can be done", step.act() + ": " + e);
    }
  }

  private void perform(Act act) throws IOException, InterruptedException {
    switch (act) {
      case Act.Kill kill -> kill(monitor(kill));
      case Act.Start start -> start(monitor(start));
      case Act.Stop stop -> stop(monitor(stop));
      case Act.Restart restart -> restart(monitor(restart));
      case Act.AwaitShare share -> monitor(share).awaitShare(Stage.SHARE_WITHIN);
      case Act.Freeze freeze -> freeze(monitor(freeze), freeze.time());
      case Act.KillStopping stopping -> killStopping(monitor(stopping), stopping.time());
      case Act.FreezeBroker freeze -> freezeBroker(freeze.time());
      case Act.OnBroker.KILL -> stage.cluster().kill();
      case Act.OnBroker.STOP -> expectExit("the broker", stage.cluster().stop());
      case Act.OnBroker.START -> startBroker();
      case Act.Trouble trouble -> trouble(trouble);
      case Act.Recovery _ -> recoverJudge();
    }
  }

  private Instance monitor(Act.OnMonitor act) {
    return stage.monitors().get(act.instance());
  }

  private void kill(Instance monitor) {
    diary.lose(monitor.life(), "kill -9");
    monitor.kill();
  }

  private void killStopping(Instance monitor, Duration time) throws InterruptedException {
    diary.lose(monitor.life(), "stop and kill -9");
    monitor.tellToStop();
    Thread.sleep(time);
    monitor.kill();
  }

  private void start(Instance monitor) {
    monitor.start();
    diary.note(monitor.life() + " is started");
  }

  private void stop(Instance monitor) throws InterruptedException {
    diary.lose(monitor.life(), "stop");
    expectExit(monitor.life(), monitor.stop());
    diary.note(monitor.life() + " has stopped");
  }

  private void restart(Instance monitor) throws InterruptedException {
    stop(monitor);
    start(monitor);
    monitor.awaitReady(Stage.READY_WITHIN);
  }

  private void freeze(Instance monitor, Duration time) throws InterruptedException {
    diary.lose(monitor.life(), "freeze");
    monitor.freeze(time);
    diary.note(monitor.life() + " goes on");
  }

  private void freezeBroker(Duration time) throws InterruptedException {
    stage.cluster().freeze(time);
    diary.note("the broker goes on");
  }

  private void startBroker() throws InterruptedException {
    stage.cluster().startAgain();
    diary.note("the broker serves");
  }

  private void trouble(Act.Trouble trouble) throws IOException, InterruptedException {
    stage.judge().faults(trouble.kind().faults(ChaosRun.JUDGE_LATENCY.toMillis(), trouble.seed()));
  }

  private void recoverJudge() throws IOException, InterruptedException {
    stage.judge().faults("{\"latency_millis\":%d}".formatted(ChaosRun.JUDGE_LATENCY.toMillis()));
  }

  /// Ends all trouble: everything runs that nobody stopped for good.
  void calm() throws IOException, InterruptedException {
    expectMonitorsToRun();
    recoverJudge();
    stage.cluster().startAgain();
    for (Instance monitor : stage.monitors()) {
      if (monitor.wanted() && !monitor.alive()) {
        start(monitor);
      }
    }
    for (Instance monitor : stage.monitors()) {
      if (monitor.wanted()) {
        monitor.awaitReady(Stage.READY_WITHIN);
      }
    }
    diary.note("all is calm");
  }

  /// Stops all monitors.
  void end() throws InterruptedException {
    expectMonitorsToRun();
    for (Instance monitor : stage.monitors()) {
      if (monitor.alive()) {
        expectExit(monitor.life(), monitor.stop());
      }
    }
  }

  private void expectMonitorsToRun() {
    for (Instance monitor : stage.monitors()) {
      monitor
          .surprise()
          .ifPresent(
              exitCode ->
                  diary.violated(
                      "a monitor does not end by itself",
                      monitor.life() + " ended with exit code " + exitCode));
    }
  }

  private void expectExit(String who, int exitCode) {
    if (exitCode != TOLD_TO_STOP) {
      diary.violated("what is told to stop ends with exit code 0", who + ": " + exitCode);
    }
  }
}
