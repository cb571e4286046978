package io.evalstream.alert.rule;

import io.evalstream.stats.BaselineLimit;
import io.evalstream.stats.RateSums;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// The day that a rate is held against: 24 hours that ended an hour or more ago.
///
/// The limit is found anew each hour, and stays while there is suspicion. What comes in meanwhile
/// is no part of a later baseline.
public final class Baseline {

  private static final long HOUR = 3_600_000;
  private static final long HOURS = 24;
  private static final long LAG = 1;

  /// What is kept of it.
  ///
  /// @param limit null while there was no day yet
  /// @param hour that the limit was found in, in hours of the epoch
  public record Limit(@Nullable Double limit, long hour) {

    static final Limit NONE = new Limit(null, 0);
  }

  private final double by;
  private final double deff;
  private final Buckets hours;
  private Limit limit;

  Baseline(double by, double deff, Buckets hours, Limit limit) {
    this.by = by;
    this.deff = deff;
    this.hours = hours;
    this.limit = limit;
  }

  static long hourAt(Instant moment) {
    return HOUR * Math.floorDiv(moment.toEpochMilli(), HOUR);
  }

  Buckets hours() {
    return hours;
  }

  Limit limit() {
    return limit;
  }

  /// Finds the limit of this hour.
  ///
  /// @return the hours that are needed no longer
  List<Long> refresh(Instant now) {
    long hour = hourAt(now) / HOUR;
    if (hour == limit.hour) {
      return List.of();
    }
    OptionalDouble found = BaselineLimit.above(day(hour), by, deff);
    if (found.isPresent()) {
      limit = new Limit(found.getAsDouble(), hour);
    }
    return hours.dropBefore((hour - HOURS - LAG) * HOUR);
  }

  /// What the limit was made of, or would be by now.
  RateSums day(Instant now) {
    return day(limit.limit == null ? hourAt(now) / HOUR : limit.hour);
  }

  private RateSums day(long hour) {
    return hours.sums((hour - HOURS - LAG) * HOUR, (hour - LAG) * HOUR);
  }
}
