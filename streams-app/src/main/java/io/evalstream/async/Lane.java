package io.evalstream.async;

import java.util.ArrayDeque;
import java.util.Deque;

/// The line of one task before the gate of a peer. Each is its own: it has no other identity.
final class Lane<Q, A> {

  final Peer<Q, A> peer;
  final Gate.Claim claim;

  // When the notes of inherited requests will be committed.
  private final Deque<Long> notes = new ArrayDeque<>();

  Lane(Peer<Q, A> peer) {
    this.peer = peer;
    this.claim = peer.gate().claim();
  }

  void noted(long committedAt) {
    notes.addLast(committedAt);
  }

  /// Notes that wait for their commit.
  int uncommittedNotes(long now) {
    while (!notes.isEmpty() && notes.getFirst() <= now) {
      notes.removeFirst();
    }
    return notes.size();
  }
}
