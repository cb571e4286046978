package io.evalstream.async;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt on a virtual thread of its own. Whatever happens in it, it leaves the gate once and
/// offers one completion.
final class VirtualThreadCall<Q, A> implements RunningCall, Runnable {

  /// Starts each call on a virtual thread.
  static final CallRunner RUNNER =
      new CallRunner() {
        @Override
        public <Q, A> RunningCall start(
            CallOrder<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
          VirtualThreadCall<Q, A> call = new VirtualThreadCall<>(order, pass, sink);
          call.thread.start();
          return call;
        }
      };

  private enum State {
    RUNNING,
    TIMED_OUT,
    WITHDRAWN,
    ENDED
  }

  private static final double UNKNOWN_COST = -1;
  private static final Logger LOG = LoggerFactory.getLogger(VirtualThreadCall.class);

  private final CallOrder<Q, A> order;
  private final Gate.Pass pass;
  private final CompletionSink<A> sink;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Thread thread;

  private VirtualThreadCall(CallOrder<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
    this.order = order;
    this.pass = pass;
    this.sink = sink;
    this.thread = Thread.ofVirtual().name("call-" + order.attempt().requestId()).unstarted(this);
  }

  @Override
  public boolean timeOut() {
    return stop(State.TIMED_OUT);
  }

  @Override
  public boolean withdraw() {
    return stop(State.WITHDRAWN);
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
    try {
      leave(result, System.nanoTime() - started);
    } finally {
      pass.withdraw(); // When nothing else has given it back.
      sink.offer(new Completion<>(order.attempt().requestId(), order.number(), result));
    }
  }

  private void leave(CallResult<A> result, long nanos) {
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      pass.leave(result, nanos, cost(result));
    } else if (state.get() == State.TIMED_OUT) {
      pass.leaveTimedOut(nanos);
    } else {
      pass.withdraw();
    }
  }

  private double cost(CallResult<A> result) {
    return result instanceof CallResult.Answered<A>(A answer)
        ? order.peer().cost().after(answer)
        : UNKNOWN_COST;
  }

  // Also an Error must not keep the pass: the gate outlives the task.
  private CallResult<A> outcome() {
    try {
      return Objects.requireNonNull(
          order.peer().call().call(order.question(), order.attempt()), "the call returned nothing");
    } catch (InterruptedException e) {
      return new CallResult.Retry<>("cancelled", "the call was given up", null, false);
    } catch (Throwable e) {
      if (state.get() == State.RUNNING) {
        LOG.atWarn()
            .addKeyValue("request", order.attempt().requestId())
            .setCause(e)
            .log("a call threw; it counts as a failed attempt");
      }
      return new CallResult.Retry<>("exception", Brief.of(e), null, false);
    }
  }
}
