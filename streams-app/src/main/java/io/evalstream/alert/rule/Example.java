package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Sighting.Excerpt;
import org.jspecify.annotations.Nullable;

/// A trace that counts against the traffic.
///
/// @param label its label, or why it has none
public record Example(String traceId, String label, @Nullable Excerpt excerpt) {

  static Example of(Sighting seen) {
    String label = seen.label();
    return new Example(seen.traceId(), label == null ? seen.outcome() : label, seen.excerpt());
  }
}
