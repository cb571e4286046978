package io.evalstream.async;

/// A slow call to somebody else: a judge, a webhook.
///
/// Runs on a virtual thread of its own, so it may block. When the operator gives up on an attempt
/// it interrupts that thread; the call then ends soon, in any way. An exception counts as a retry.
///
/// @param <Q> what is asked
/// @param <A> what is answered
@FunctionalInterface
public interface Call<Q, A> {
  CallResult<A> call(Q question, Attempt attempt) throws Exception;
}
