package io.evalstream.async;

/// The one result of a request.
///
/// @param attempts calls that were counted
/// @param admittedAt epoch milliseconds at which the request came
/// @param endedAt epoch milliseconds at which it ended
public record Result<P, A>(
    P request, Ending<A> ending, int attempts, long admittedAt, long endedAt) {}
