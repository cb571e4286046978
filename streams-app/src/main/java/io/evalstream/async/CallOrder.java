package io.evalstream.async;

/// What to call, how, and by which name the result is known.
///
/// @param number of the call in its life of the task
record CallOrder<Q, A>(Peer<Q, A> peer, Q question, Attempt attempt, long number) {}
