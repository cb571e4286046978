package io.evalstream.alert;

import io.evalstream.stats.Interval;
import io.evalstream.stats.Normal;
import io.evalstream.stats.Wilson;

/// Labels of a judge beside the true ones.
///
/// @param agreed those on the right side: both fail or both pass
/// @param judged all of them
public record Tally(long agreed, long judged) {

  public static final Tally NONE = new Tally(0, 0);

  public Tally {
    if (agreed < 0 || agreed > judged) {
      throw new IllegalArgumentException("agreed must be from 0 to " + judged + ", was " + agreed);
    }
  }

  public boolean isEmpty() {
    return judged == 0;
  }

  public long disagreed() {
    return judged - agreed;
  }

  /// In [0, 1]; not a number without labels.
  public double agreement() {
    return (double) agreed / judged;
  }

  /// The 95 % interval of the agreement; [0, 1] without labels.
  public Interval interval() {
    return isEmpty()
        ? Interval.UNKNOWN
        : Wilson.interval(agreement(), (double) judged, Normal.Z_95);
  }

  Tally plus(Tally other) {
    return new Tally(agreed + other.agreed, judged + other.judged);
  }
}
