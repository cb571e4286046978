package io.evalstream.async;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt on a virtual thread of its own. Whatever happens in it, it leaves the gate once and
/// offers one completion.
final class RunningCall<Q, A> implements Runnable {

  private enum State {
    RUNNING,
    TIMED_OUT,
    WITHDRAWN,
    ENDED
  }

  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

  private final Peer<Q, A> peer;
  private final Q question;
  private final Attempt attempt;
  private final long epoch;
  private final CompletionSink<A> sink;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Thread thread;

  private RunningCall(
      Peer<Q, A> peer, Q question, Attempt attempt, long epoch, CompletionSink<A> sink) {
    this.peer = peer;
    this.question = question;
    this.attempt = attempt;
    this.epoch = epoch;
    this.sink = sink;
    this.thread = Thread.ofVirtual().name("call-" + attempt.requestId()).unstarted(this);
  }

  /// Starts a call that has entered the gate of its peer.
  static <Q, A> RunningCall<Q, A> start(
      Peer<Q, A> peer, Q question, Attempt attempt, long epoch, CompletionSink<A> sink) {
    RunningCall<Q, A> call = new RunningCall<>(peer, question, attempt, epoch, sink);
    call.thread.start();
    return call;
  }

  /// The attempt took too long: its completion will be ignored, its thread is interrupted.
  void timeOut() {
    stop(State.TIMED_OUT);
  }

  /// The attempt is not wanted any more.
  void withdraw() {
    stop(State.WITHDRAWN);
  }

  private void stop(State why) {
    if (state.compareAndSet(State.RUNNING, why)) {
      thread.interrupt();
    }
  }

  @Override
  public void run() {
    long started = System.nanoTime();
    CallResult<A> result = outcome();
    long nanos = System.nanoTime() - started;
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      peer.gate().leave(result, nanos);
    } else if (state.get() == State.TIMED_OUT) {
      peer.gate().leaveTimedOut(nanos);
    } else {
      peer.gate().withdraw();
    }
    sink.offer(new Completion<>(epoch, attempt.requestId(), attempt.number(), result));
  }

  private CallResult<A> outcome() {
    try {
      return peer.call().call(question, attempt);
    } catch (InterruptedException e) {
      return new CallResult.Retry<>("cancelled", "the call was given up", null, false);
    } catch (Exception | LinkageError | StackOverflowError e) {
      if (state.get() == State.RUNNING) {
        LOG.atWarn()
            .addKeyValue("request", attempt.requestId())
            .setCause(e)
            .log("a call threw; it counts as a failed attempt");
      }
      return new CallResult.Retry<>("exception", e.toString(), null, false);
    }
  }
}
