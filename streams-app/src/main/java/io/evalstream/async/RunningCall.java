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

  /// What to call, how, and by which name the result is known.
  record Order<Q, A>(Call<Q, A> to, Q question, Attempt attempt, long epoch, long number) {}

  private final Order<Q, A> order;
  private final Gate gate;
  private final CompletionSink<A> sink;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Thread thread;

  private RunningCall(Order<Q, A> order, Gate gate, CompletionSink<A> sink) {
    this.order = order;
    this.gate = gate;
    this.sink = sink;
    this.thread = Thread.ofVirtual().name("call-" + order.attempt.requestId()).unstarted(this);
  }

  /// Starts a call that has entered the gate of its peer.
  static <Q, A> RunningCall<Q, A> start(
      Peer<Q, A> peer, Order<Q, A> order, CompletionSink<A> sink) {
    RunningCall<Q, A> call = new RunningCall<>(order, peer.gate(), sink);
    call.thread.start();
    return call;
  }

  /// The attempt took too long: its completion will be ignored, its thread is interrupted. False
  /// when it has ended by itself; its completion is then on its way.
  boolean timeOut() {
    return stop(State.TIMED_OUT);
  }

  /// The attempt is not wanted any more.
  void withdraw() {
    stop(State.WITHDRAWN);
  }

  private boolean stop(State why) {
    boolean stopped = state.compareAndSet(State.RUNNING, why);
    if (stopped) {
      thread.interrupt();
    }
    return stopped;
  }

  @Override
  public void run() {
    long started = System.nanoTime();
    CallResult<A> result = outcome();
    long nanos = System.nanoTime() - started;
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      gate.leave(result, nanos);
    } else if (state.get() == State.TIMED_OUT) {
      gate.leaveTimedOut(nanos);
    } else {
      gate.withdraw();
    }
    sink.offer(new Completion<>(order.epoch, order.attempt.requestId(), order.number, result));
  }

  private CallResult<A> outcome() {
    try {
      return order.to.call(order.question, order.attempt);
    } catch (InterruptedException e) {
      return new CallResult.Retry<>("cancelled", "the call was given up", null, false);
    } catch (Exception | LinkageError | StackOverflowError e) {
      if (state.get() == State.RUNNING) {
        LOG.atWarn()
            .addKeyValue("request", order.attempt.requestId())
            .setCause(e)
            .log("a call threw; it counts as a failed attempt");
      }
      return new CallResult.Retry<>("exception", e.toString(), null, false);
    }
  }
}
