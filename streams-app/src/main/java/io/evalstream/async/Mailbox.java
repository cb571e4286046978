package io.evalstream.async;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Hands completions from many calling threads to one stream thread.
final class Mailbox<A> implements CompletionSink<A> {

  private final Queue<Completion<A>> queue = new ConcurrentLinkedQueue<>();

  /// Any thread.
  @Override
  public void offer(Completion<A> completion) {
    queue.add(completion);
  }

  /// The stream thread only.
  @Nullable Completion<A> poll() {
    return queue.poll();
  }
}
