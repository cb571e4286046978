package io.evalstream.cli;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Waits for what comes true in its own time.
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int POLL_MILLIS = 100;

  private Eventually() {}

  /// Something that may not hold yet.
  interface Claim {
    void check() throws Exception;
  }

  /// Checks again and again until it holds.
  ///
  /// @throws AssertionError the last one, when it does not hold in time
  static void holds(Claim claim) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        claim.check();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > until) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }
}
