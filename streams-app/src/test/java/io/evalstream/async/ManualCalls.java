package io.evalstream.async;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Calls that end when the test says so, on the thread of the test. A call that was given up can
/// still be answered, late, as that of a peer that heeds no interrupt.
final class ManualCalls implements CallRunner {

  /// Those whose end has not been offered.
  final List<Manual<?, ?>> open = new ArrayList<>();

  /// One call.
  static final class Manual<Q, A> implements RunningCall {
    final CallOrder<Q, A> order;
    private final Gate.Pass pass;
    private final CompletionSink<A> sink;
    private boolean stopped;

    private Manual(CallOrder<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
      this.order = order;
      this.pass = pass;
      this.sink = sink;
    }

    @Override
    public boolean timeOut() {
      if (stopped) {
        return false;
      }
      stopped = true;
      pass.leaveTimedOut(1);
      return true;
    }

    @Override
    public boolean withdraw() {
      boolean stopsNow = !stopped;
      stopped = true;
      pass.withdraw();
      return stopsNow;
    }

    private void end(CallResult<A> result) {
      if (!stopped) {
        stopped = true;
        pass.leave(result, 1, 0);
      }
      sink.offer(new Completion<>(order.attempt().requestId(), order.number(), result));
    }
  }

  @Override
  public <Q, A> RunningCall start(CallOrder<Q, A> order, Gate.Pass pass, CompletionSink<A> sink) {
    Manual<Q, A> call = new Manual<>(order, pass, sink);
    open.add(call);
    return call;
  }

  Optional<String> idOf(int which) {
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(open.get(which % open.size()).order.attempt().requestId());
  }

  /// Ends one of the open calls; does nothing when there is none.
  @SuppressWarnings("unchecked") // every call of these tests is answered with a text
  void end(int which, CallResult<String> result) {
    if (!open.isEmpty()) {
      ((Manual<String, String>) open.remove(which % open.size())).end(result);
    }
  }
}
