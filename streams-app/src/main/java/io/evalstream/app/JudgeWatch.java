package io.evalstream.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.DriftSubject;
import io.evalstream.judgement.Bench;
import io.evalstream.metric.Meters;
import io.evalstream.offline.UnusableJudgeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the judges golden rows now and then, where this process has the task that keeps the
/// results.
///
/// The calls pass the gates of the judges, where the work here counts as one more task: live
/// judgements and golden ones take turns. An unusable judge gives no result: there is another alert
/// about that.
///
/// *Threading:* a thread of its own, which [#close] ends; calls that run are given up.
final class JudgeWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JudgeWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final JudgeWatchConfig config;
  private final GoldenRound round;
  private final GoldenSchedule schedule;
  private final DriftBoard board;
  private final InstantSource clock;
  private final Thread thread;

  private JudgeWatch(
      JudgeWatchConfig config, GoldenRound round, DriftBoard board, InstantSource clock) {
    this.config = config;
    this.round = round;
    this.schedule = new GoldenSchedule(config.every());
    this.board = board;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("judge-watch").daemon().unstarted(this::run);
  }

  /// Begins to look whether a round is due.
  static JudgeWatch start(
      MonitorConfig config, Bench bench, DriftBoard board, Meters meters, InstantSource clock) {
    JudgeWatchConfig watch = config.judgeWatch();
    GoldenRound round =
        new GoldenRound(watch, bench.anew(), config.judging().operator(), clock, meters);
    JudgeWatch started = new JudgeWatch(watch, round, board, clock);
    started.thread.start();
    return started;
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(LOOK);
        if (board.isKept()) {
          look();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the watch of the judges has ended");
    }
  }

  private void look() throws InterruptedException {
    Set<DriftSubject> due = schedule.due(config.drift().bases().keySet(), board, clock.instant());
    Map<String, List<DriftSubject>> byJudge =
        due.stream().collect(groupingBy(DriftSubject::judge, TreeMap::new, toList()));
    for (Map.Entry<String, List<DriftSubject>> judge : byJudge.entrySet()) {
      ask(judge.getKey(), judge.getValue());
    }
  }

  private void ask(String judge, List<DriftSubject> subjects) throws InterruptedException {
    Map<String, Long> rounds =
        subjects.stream().collect(toMap(DriftSubject::evaluator, this::roundsSoFar));
    try {
      round.ask(judge, rounds).forEach(board::offer);
    } catch (UnusableJudgeException e) {
      LOG.atInfo()
          .addKeyValue("judge", judge)
          .addKeyValue("error", e.getMessage())
          .log("golden rows were not judged");
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("judge", judge).setCause(e).log("a round of golden rows failed");
    }
  }

  private long roundsSoFar(DriftSubject subject) {
    return board.standing(subject).map(DriftBoard.Standing::rounds).orElse(0L);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
