package io.evalstream.async;

/// The end of one attempt, on its way from the calling thread to the stream thread.
///
/// @param epoch which life of the task made the call
record Completion<A>(long epoch, String id, int attempt, CallResult<A> result) {}
