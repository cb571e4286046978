package io.evalstream.bench.chaos;

import io.evalstream.bench.oracle.Loss;
import io.evalstream.bench.oracle.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened in a run, and when.
///
/// *Threading:* safe for all threads.
final class Diary {

  private final Instant begun = Instant.now();

  // Guarded by this.
  private final List<String> lines = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();

  /// From the beginning of the load on.
  Duration time() {
    return Duration.between(begun, Instant.now());
  }

  synchronized void note(String what) {
    lines.add(String.format(Locale.ROOT, "%7.1f s  %s", time().toMillis() / 1000.0, what));
  }

  /// A monitor is about to leave its partitions.
  synchronized void lose(String life, String how) {
    losses.add(new Loss(life, how, Instant.now()));
  }

  /// Something happened that must not.
  synchronized void violated(String rule, String detail) {
    note("VIOLATION " + rule + ": " + detail);
    violations.add(new Violation(rule, detail));
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized List<Loss> losses() {
    return List.copyOf(losses);
  }

  synchronized List<Violation> violations() {
    return List.copyOf(violations);
  }
}
