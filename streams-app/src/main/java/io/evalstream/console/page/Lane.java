package io.evalstream.console.page;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step in a waterfall.
///
/// @param bar null when it is not known how long the step took
/// @param took how long, in words
/// @param tokens empty when none are known
/// @param note empty when there is none
record Lane(String name, @Nullable Bar bar, String took, String tokens, String note) {

  /// A rectangle, as SVG has it.
  record Bar(String x, String width) {}

  static Lane of(String name, Axis axis, Stretch stretch, String tokens, String note) {
    Instant start = stretch.start();
    if (start == null) {
      return new Lane(name, null, "time not sent", tokens, note);
    }
    Bar bar = new Bar(Axis.number(axis.x(start)), Axis.number(axis.width(start, stretch.end())));
    long millis = Math.max(0, Duration.between(start, stretch.end()).toMillis());
    return new Lane(name, bar, Numbers.latency(millis), tokens, note);
  }

  static Lane unknown(String name, String why) {
    return new Lane(name, null, why, "", "");
  }
}
