package io.evalstream.async;

/// The end of one call, on its way from the calling thread to the stream thread.
///
/// @param epoch which life of the task made the call
/// @param call its number in that life
record Completion<A>(long epoch, String id, long call, CallResult<A> result) {}
