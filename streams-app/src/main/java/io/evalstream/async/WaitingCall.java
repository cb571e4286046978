package io.evalstream.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A call that is made from inside another one, and waits for the gate of its peer like all others.
///
/// *When to use:* one request needs several peers. The operator lets the request through the gate
/// of one of them; the others are asked through this.
///
/// Waiting takes from the time of the attempt; when that ends before there is room, the call is a
/// retry. Safe for use by many threads at once.
public final class WaitingCall<Q, A> implements Call<Q, A>, AutoCloseable {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final Peer<Q, A> peer;
  private final Gate.Claim claim;

  public WaitingCall(Peer<Q, A> peer) {
    this.peer = peer;
    this.claim = peer.gate().claim();
  }

  @Override
  public CallResult<A> call(Q question, Attempt attempt) throws Exception {
    long until = System.nanoTime() + attempt.timeout().toNanos();
    Gate.Pass pass = enter(until);
    if (pass == null) {
      return new CallResult.Retry<>(
          "waiting", "no room at " + peer.gate().name() + " in time", null, false);
    }
    long started = System.nanoTime();
    try {
      pass.expects(peer.cost().before(question));
      Duration left = Duration.ofNanos(Math.max(1, until - started));
      Duration timeout = left.compareTo(peer.timeout()) < 0 ? left : peer.timeout();
      CallResult<A> result =
          peer.call().call(question, new Attempt(attempt.requestId(), attempt.number(), timeout));
      pass.leave(result, System.nanoTime() - started, cost(result));
      return result;
    } finally {
      // Does nothing after a result.
      pass.withdraw();
    }
  }

  private Gate.@Nullable Pass enter(long until) throws InterruptedException {
    while (true) {
      Gate.Pass pass = claim.tryEnter();
      if (pass != null) {
        return pass;
      }
      if (System.nanoTime() - until >= 0) {
        claim.wantsNothing();
        return null;
      }
      Thread.sleep(LOOK_AGAIN);
    }
  }

  private double cost(CallResult<A> result) {
    return result instanceof CallResult.Answered<A>(A answer) ? peer.cost().after(answer) : -1;
  }

  @Override
  public void close() {
    claim.close();
  }
}
