package io.evalstream.offline;

import io.evalstream.async.AsyncBatch;
import io.evalstream.async.AsyncListener;
import io.evalstream.async.AsyncSettings;
import io.evalstream.async.Ending;
import io.evalstream.async.Gate;
import io.evalstream.async.Peer;
import io.evalstream.async.Result;
import io.evalstream.async.Standing;
import io.evalstream.async.Work;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Puts requests to judges until all have ended, with the limits, retries and pauses of the
/// monitor.
///
/// It waits for room before it takes another request in, so a file of any length fits. A judge that
/// cannot be used ends it at once: a person who waits for a file wants to know, and can go on
/// later.
///
/// *Threading:* the thread that made it.
///
/// @param <P> the request
public final class CallLoop<P, Q, A> implements AutoCloseable {

  /// Nobody waits for one answer of a file, so an answer may take long.
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private static final long NAP_NANOS = 500_000;
  private static final int FEWEST_WAITING = 16;

  private final AsyncBatch<P, Q, A> batch;
  private final List<Gate> gates;
  private final Work<String, P, Q, A> work;
  private final Consumer<Result<P, A>> results;
  private long ended;
  private final Set<Gate> answering = new HashSet<>();
  private final Map<String, String> lastFailures = new ConcurrentHashMap<>();

  /// @param judges those that are asked
  /// @param limits how often each is asked again
  /// @param results hears each result as it comes, on this thread
  public CallLoop(
      List<Peer<Q, A>> judges,
      AsyncSettings limits,
      Work<String, P, Q, A> work,
      InstantSource clock,
      Consumer<Result<P, A>> results) {
    this.gates = judges.stream().map(Peer::gate).toList();
    this.work = work;
    this.results = results;
    this.batch = new AsyncBatch<>(patient(limits), work, new Failures(), clock, this::end);
  }

  private static AsyncSettings patient(AsyncSettings limits) {
    return new AsyncSettings(
        limits.name(),
        limits.maxAttempts(),
        MAX_AGE,
        limits.backoff(),
        limits.maxPending(),
        limits.maxLives());
  }

  /// Remembers why calls failed, for the case that none of a judge goes well.
  private final class Failures implements AsyncListener {

    @Override
    public void retrying(String peer, String reason) {
      lastFailures.put(peer, reason);
    }
  }

  private void end(Result<P, A> result) {
    ended++;
    if (result.ending() instanceof Ending.Answered<A> && result.attempts() > 0) {
      answering.add(work.peer(result.request()).gate());
    }
    results.accept(result);
  }

  /// Takes a request in, once there is room.
  ///
  /// @throws InterruptedException when the thread is told to stop; what is pending is lost
  /// @throws UnusableJudgeException when a judge cannot be used
  public void ask(P request) throws InterruptedException, UnusableJudgeException {
    while (batch.pending() >= room()) {
      turn();
    }
    batch.admit(request);
  }

  private int room() {
    return Math.max(FEWEST_WAITING, 2 * gates.stream().mapToInt(Gate::limit).sum());
  }

  /// Waits for the results of all requests.
  public void finish() throws InterruptedException, UnusableJudgeException {
    while (batch.pending() > 0) {
      turn();
    }
  }

  private void turn() throws InterruptedException, UnusableJudgeException {
    if (Thread.interrupted()) {
      throw new InterruptedException("told to stop");
    }
    long before = ended;
    batch.turn();
    for (Gate gate : gates) {
      expectUsable(gate);
    }
    if (ended == before) {
      LockSupport.parkNanos(NAP_NANOS);
    }
  }

  private void expectUsable(Gate gate) throws UnusableJudgeException {
    Standing standing = gate.standing();
    if (!standing.usable()) {
      throw new UnusableJudgeException(gate.name(), standing.detail());
    }
    if (!answering.contains(gate) && gate.breaker().equals("open")) {
      throw new UnusableJudgeException(
          gate.name(),
          "its first calls all failed (last: "
              + lastFailures.getOrDefault(gate.name(), "")
              + "). Is it running, is base_url right?");
    }
  }

  @Override
  public void close() {
    batch.close();
  }
}
