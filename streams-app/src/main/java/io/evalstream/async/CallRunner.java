package io.evalstream.async;

/// Makes calls somewhere else than on the stream thread.
interface CallRunner {

  /// Starts a call. It gives back its pass once, and offers one completion, whatever happens in it.
  <Q, A> RunningCall start(CallOrder<Q, A> order, Gate.Pass pass, CompletionSink<A> sink);
}
