package io.evalstream.gate;

import io.evalstream.async.AsyncBatch;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Ending;
import io.evalstream.async.Flow;
import io.evalstream.async.Peer;
import io.evalstream.async.Prepared;
import io.evalstream.async.Result;
import io.evalstream.async.Work;
import io.evalstream.event.Evaluation;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import io.evalstream.judgement.Bench;
import io.evalstream.judgement.EvaluationWriter;
import io.evalstream.judgement.Heard;
import io.evalstream.judgement.JudgeMeters;
import io.evalstream.judgement.JudgementPlan;
import io.evalstream.judgement.Nonces;
import io.evalstream.judgement.Question;
import io.evalstream.judgement.QuestionWriter;
import io.evalstream.judgement.TraceView;
import io.evalstream.metric.Meters;
import io.evalstream.state.JudgementRequest;
import io.evalstream.trace.Trace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges traces at once, for callers that wait.
///
/// The calls pass the gates of the judges, where all that is judged here together counts as one
/// more task of the monitor: while a judge is busy it gets one even part, and the stream the
/// others. So callers wait longer, and the stream is not starved.
///
/// *Guarantees:* one evaluation for each judgement of a trace. What has not ended in time has the
/// outcome `expired`; its call is given up at the end of `gate.max_wait` at the latest. Until then
/// the turn keeps its texts, whether or not somebody waits for it; so there is a bound on the turns
/// with pending judgements, [#PENDING] times `gate.evaluate.max_running`.
///
/// *Threading:* [#judge] is for all threads and waits. A thread of its own, which [#close] ends,
/// makes the calls.
public final class TurnJudging implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TurnJudging.class);

  /// Turns that may have pending judgements, for each that somebody may wait for.
  static final int PENDING = 4;

  private static final long NAP_NANOS = 500_000;
  private static final long IDLE_MILLIS = 1000;
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final Bench bench;
  private final JudgementPlan plan;
  private final QuestionWriter questions;
  private final EvaluationWriter writer;
  private final Nonces nonces = new Nonces();
  private final AsyncSettings limits;
  private final InstantSource clock;
  private final Meters meters;
  private final AtomicLong turns = new AtomicLong();
  private final BlockingQueue<Turn> inbox = new LinkedBlockingQueue<>();
  private final Set<Turn> waiting = ConcurrentHashMap.newKeySet();
  private final Semaphore places;
  private final Thread thread;
  private volatile boolean stopping;

  // The thread's: the turns that its batch holds.
  private final Set<Turn> pending = new HashSet<>();

  /// One judgement that somebody waits for.
  private record Pending(Turn turn, JudgementRequest request) {}

  /// What came of a turn.
  ///
  /// @param cutShort whether the monitor stopped before the wait was over
  record Judged(List<Evaluation> evaluations, boolean cutShort) {

    Judged {
      evaluations = List.copyOf(evaluations);
    }
  }

  private TurnJudging(
      Bench bench, AsyncSettings limits, int places, InstantSource clock, Meters meters) {
    this.bench = bench;
    this.plan = new JudgementPlan(bench.evaluators());
    this.questions = new QuestionWriter(bench);
    this.writer = new EvaluationWriter(bench);
    this.limits = limits;
    this.places = new Semaphore(places);
    this.clock = clock;
    this.meters = meters;
    this.thread = Thread.ofPlatform().name("gate-evaluate").daemon().unstarted(this::run);
  }

  /// @param live how judgements of the stream are tried
  public static TurnJudging start(
      GateConfig config, Bench bench, AsyncSettings live, InstantSource clock, Meters meters) {
    GateConfig.Evaluate most = config.evaluate();
    TurnJudging started =
        new TurnJudging(
            bench,
            new AsyncSettings(
                live.name(),
                live.maxAttempts(),
                config.maxWait(),
                live.backoff(),
                // Those that are given up are pending for a while beside those that are not.
                Math.multiplyExact(PENDING, most.maxRunning() * most.maxJudgements()),
                live.maxLives()),
            PENDING * most.maxRunning(),
            clock,
            meters);
    started.thread.start();
    return started;
  }

  /// The judgements that a trace gets.
  List<JudgementRequest> plan(Trace trace) {
    return plan.of(trace);
  }

  /// Judges, and waits for that.
  ///
  /// @param requests as planned
  /// @return empty when as many turns are pending as may
  Optional<Judged> judge(Trace trace, List<JudgementRequest> requests, Duration wait)
      throws InterruptedException {
    if (!places.tryAcquire() && !stopping) {
      return Optional.empty();
    }
    TraceView view =
        new TraceView(
            trace.event(),
            trace.retrievals(),
            trace.probabilities(),
            requests.size(),
            nonces.next());
    long began = clock.millis();
    Turn turn =
        new Turn(turns.incrementAndGet(), view, requests, System.nanoTime() + wait.toNanos());
    await(turn);
    List<Evaluation> evaluations =
        requests.stream()
            .map(request -> turn.evaluation(request).orElseGet(() -> expired(turn, request, began)))
            .toList();
    return Optional.of(new Judged(evaluations, turn.isCutShort()));
  }

  /// Turns that may still come in.
  int places() {
    return places.availablePermits();
  }

  private void await(Turn turn) throws InterruptedException {
    waiting.add(turn);
    try {
      inbox.add(turn);
      if (stopping) {
        turn.giveUp();
      }
      turn.await();
    } finally {
      waiting.remove(turn);
    }
  }

  private Evaluation expired(Turn turn, JudgementRequest request, long began) {
    String why = turn.isCutShort() ? "the monitor stops" : "no label within the wait";
    Heard heard =
        new Heard(new JudgeReply.Unlabelled(Outcome.EXPIRED, why, Usage.NONE), turn.view());
    return writer.write(
        new Result<>(request, new Ending.Answered<>(heard), 0, began, clock.millis()),
        turn.event(),
        clock.instant());
  }

  private void run() {
    while (!stopping) {
      try (AsyncBatch<Pending, Question, Heard> batch =
          new AsyncBatch<>(limits, new TurnWork(), AsyncListener.NONE, clock, this::end)) {
        while (!stopping) {
          take(batch);
          batch.turn();
        }
      } catch (RuntimeException e) {
        // What was pending expires; callers that come after that find a new batch.
        LOG.atError().setCause(e).log("judging at once failed, and begins anew");
        places.release(pending.size());
        pending.clear();
      }
    }
  }

  /// While calls run it only looks whether somebody has come; otherwise it waits for that.
  private void take(AsyncBatch<Pending, Question, Heard> batch) {
    Turn turn = batch.pending() > 0 ? inbox.poll() : idle();
    while (turn != null) {
      admit(turn, batch);
      turn = inbox.poll();
    }
    if (batch.pending() > 0) {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  private void admit(Turn turn, AsyncBatch<Pending, Question, Heard> batch) {
    pending.add(turn);
    for (JudgementRequest request : turn.requests()) {
      batch.admit(new Pending(turn, request));
    }
    leaveIfEnded(turn);
  }

  private void leaveIfEnded(Turn turn) {
    if (turn.hasEnded() && pending.remove(turn)) {
      places.release();
    }
  }

  private @Nullable Turn idle() {
    try {
      return inbox.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      return null; // By close, which has said so before.
    }
  }

  private void end(Result<Pending, Heard> result) {
    Pending judged = result.request();
    Result<JudgementRequest, Heard> plain =
        new Result<>(
            judged.request,
            result.ending(),
            result.attempts(),
            result.admittedAt(),
            result.endedAt());
    Evaluation evaluation = writer.write(plain, judged.turn.event(), clock.instant());
    JudgeMeters.count(meters, evaluation);
    judged.turn.end(evaluation);
    leaveIfEnded(judged.turn);
  }

  /// How a judgement is put to its judge; not at all when nobody waits any more.
  private final class TurnWork implements Work<String, Pending, Question, Heard> {

    @Override
    public String id(Pending pending) {
      return pending.turn.id(pending.request);
    }

    @Override
    public Peer<Question, Heard> peer(Pending pending) {
      return bench.judge(pending.request.getEvaluator());
    }

    @Override
    public Flow flow(String id, Pending pending) {
      return new Flow(pending.request.getApp(), pending.request.getEvaluator());
    }

    @Override
    public Prepared<Question, Heard> prepare(String id, Pending pending) {
      return pending.turn.isOver()
          ? QuestionWriter.without(
              Outcome.EXPIRED, "nobody waits for it any more", pending.turn.view())
          : questions.write(pending.request, pending.turn.view());
    }
  }

  /// Ends the waiting of all callers, and gives up all calls.
  @Override
  public void close() {
    stopping = true;
    waiting.forEach(Turn::giveUp);
    thread.interrupt();
    try {
      thread.join(END_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
