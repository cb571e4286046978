package io.evalstream.async;

/// What a calling thread sees of the mailbox.
interface CompletionSink<A> {
  void offer(Completion<A> completion);
}
