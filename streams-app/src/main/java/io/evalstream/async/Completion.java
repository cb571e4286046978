package io.evalstream.async;

/// The end of one call, on its way from the calling thread to the stream thread.
///
/// @param call its number in its life of the task
record Completion<A>(String id, long call, CallResult<A> result) {}
