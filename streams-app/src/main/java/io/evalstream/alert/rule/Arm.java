package io.evalstream.alert.rule;

import io.evalstream.stats.RateSums;
import java.time.Instant;

/// The labels of one version.
///
/// @param firstAt when its first label came
/// @param lastAt when its last one came
public record Arm(RateSums sums, Instant firstAt, Instant lastAt) {

  Arm plus(double weight, boolean fails, Instant now) {
    return new Arm(sums.plus(weight, fails ? 1 : 0), firstAt, now);
  }
}
