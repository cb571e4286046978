package io.evalstream.async;

import java.time.Duration;

/// Somebody who can be called, and the gate that all calls to it pass.
///
/// @param timeout when one call is given up
public record Peer<Q, A>(Call<Q, A> call, Gate gate, Duration timeout, Cost<Q, A> cost) {

  public Peer {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("peer timeout must be above 0, was " + timeout);
    }
  }

  public Peer(Call<Q, A> call, Gate gate, Duration timeout) {
    this(call, gate, timeout, Cost.none());
  }
}
