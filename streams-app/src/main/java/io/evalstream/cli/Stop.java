package io.evalstream.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Ends a command cleanly on Ctrl-C or SIGTERM: interrupts its thread, and holds the exit of the
/// JVM until the command has told what it has and closed what it opened. To be told to stop is no
/// failure: the exit code is then 0, where the JVM by itself would give that of the signal.
final class Stop {

  private static final long PATIENCE_SECONDS = 120;

  private final Thread command;
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean finishing;

  private Stop(Thread command) {
    this.command = command;
  }

  /// Listens until it is done.
  static Stop interrupting(Thread command) {
    Stop stop = new Stop(command);
    Runtime.getRuntime().addShutdownHook(new Thread(stop::interruptAndWait, "stop"));
    return stop;
  }

  /// The command works no more and tells what it has: it is not interrupted from here on, for that
  /// would close the files it writes.
  synchronized void finishing() {
    finishing = true;
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    if (!finishing) {
      command.interrupt();
    }
  }

  /// The command has told and closed everything.
  void done() {
    closed.countDown();
  }

  private void interruptAndWait() {
    if (closed.getCount() == 0) {
      return;
    }
    interrupt();
    try {
      if (closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
      System.err.println("evalstream did not stop within " + PATIENCE_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
