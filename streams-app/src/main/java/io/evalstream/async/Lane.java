package io.evalstream.async;

/// The line of one task before the gate of a peer. Each is its own: it has no other identity.
final class Lane<Q, A> {

  final Peer<Q, A> peer;
  final Gate.Claim claim;

  Lane(Peer<Q, A> peer) {
    this.peer = peer;
    this.claim = peer.gate().claim();
  }
}
