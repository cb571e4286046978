package io.evalstream.bench.process;

import java.io.IOException;
import java.time.Duration;

/// Waits for what a process comes to in its own time.
///
/// @param longest after which it is given up
public record Wait(Duration longest) {

  private static final int POLL_MILLIS = 250;

  /// What is waited for. A process that does not answer has not come to it yet.
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /// Returns whether the condition came to hold.
  public boolean until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return true;
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }
}
