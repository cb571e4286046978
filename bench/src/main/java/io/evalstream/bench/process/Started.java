package io.evalstream.bench.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// What has been started, to be closed in the opposite order.
///
/// *When to use:* where several processes are started one after the other, and one that fails to
/// must not leave the others behind.
///
/// *Threading:* one thread after the other.
public final class Started implements AutoCloseable {

  private final Deque<Runnable> closings = new ArrayDeque<>();

  /// Adds one and returns it.
  public <T> T with(T part, Consumer<? super T> close) {
    closings.push(() -> close.accept(part));
    return part;
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }
}
