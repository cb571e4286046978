package io.evalstream.alert.rule;

import io.evalstream.stats.RateSums;
import java.time.Instant;

/// The labels of one version.
///
/// @param ended judgements that ended since its first label, with one or without
/// @param firstAt when its first label came
/// @param lastAt when its last one came
public record Arm(RateSums sums, long ended, Instant firstAt, Instant lastAt) {

  Arm plus(double weight, boolean fails, Instant now) {
    return new Arm(sums.plus(weight, fails ? 1 : 0), ended + 1, firstAt, now);
  }

  Arm plusUnjudged() {
    return new Arm(sums, ended + 1, firstAt, lastAt);
  }
}
