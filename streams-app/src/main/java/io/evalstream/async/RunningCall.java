package io.evalstream.async;

import java.util.Objects;
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

  private static final int LONGEST_DETAIL = 300;
  private static final Logger LOG = LoggerFactory.getLogger(RunningCall.class);

  /// What to call, how, and by which name the result is known.
  record Order<Q, A>(Call<Q, A> to, Q question, Attempt attempt, long epoch, long number) {}

  private final Order<Q, A> order;
  private final Gate.Pass pass;
  private final CompletionSink<A> sink;
  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Thread thread;

  private RunningCall(Order<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
    this.order = order;
    this.pass = pass;
    this.sink = sink;
    this.thread = Thread.ofVirtual().name("call-" + order.attempt.requestId()).unstarted(this);
  }

  /// Starts a call, which gives back its pass when it ends.
  static <Q, A> RunningCall<Q, A> start(Order<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
    RunningCall<Q, A> call = new RunningCall<>(order, pass, sink);
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
    try {
      leave(result, System.nanoTime() - started);
    } finally {
      sink.offer(new Completion<>(order.epoch, order.attempt.requestId(), order.number, result));
    }
  }

  private void leave(CallResult<A> result, long nanos) {
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      pass.leave(result, nanos);
    } else if (state.get() == State.TIMED_OUT) {
      pass.leaveTimedOut(nanos);
    } else {
      pass.withdraw();
    }
  }

  // Also an Error must not keep the pass: the gate outlives the task.
  private CallResult<A> outcome() {
    try {
      return Objects.requireNonNull(
          order.to.call(order.question, order.attempt), "the call returned nothing");
    } catch (InterruptedException e) {
      return new CallResult.Retry<>("cancelled", "the call was given up", null, false);
    } catch (Throwable e) {
      if (state.get() == State.RUNNING) {
        LOG.atWarn()
            .addKeyValue("request", order.attempt.requestId())
            .setCause(e)
            .log("a call threw; it counts as a failed attempt");
      }
      return new CallResult.Retry<>("exception", brief(e), null, false);
    }
  }

  private static String brief(Throwable e) {
    String text = e.toString();
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
  }
}
