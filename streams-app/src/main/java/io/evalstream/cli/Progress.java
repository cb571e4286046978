package io.evalstream.cli;

import java.io.PrintWriter;
import java.time.Duration;

/// Tells how far a long work is: a bar on a terminal, a line now and then elsewhere.
final class Progress {

  private static final int WIDTH = 40;
  private static final Duration ON_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(10);

  private final PrintWriter out;
  private final String verb;
  private final long total;
  private final boolean terminal = Terminal.isInteractive();
  private final long started = System.nanoTime();
  private long done;
  private long shownAt = started;

  Progress(PrintWriter out, String verb, long total) {
    this.out = out;
    this.verb = verb;
    this.total = total;
  }

  void step() {
    done++;
    long now = System.nanoTime();
    if (now - shownAt >= (terminal ? ON_TERMINAL : ELSEWHERE).toNanos()) {
      shownAt = now;
      show();
    }
  }

  long done() {
    return done;
  }

  /// Clears the bar.
  void end() {
    if (terminal) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }

  private void show() {
    double seconds = Duration.ofNanos(System.nanoTime() - started).toMillis() / 1000.0;
    String text = "%s %,d of %,d (%,.0f/s)".formatted(verb, done, total, done / seconds);
    if (terminal) {
      int filled = (int) (WIDTH * done / Math.max(total, 1));
      out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + text);
    } else {
      out.println(text);
    }
    out.flush();
  }
}
