package io.evalstream.console.page;

import io.evalstream.event.EvalRate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rates of one series over a time, by windows of one length.
///
/// @param rates oldest first
record Course(Instant from, Instant to, List<EvalRate> rates) {

  private static final int LEAST_WINDOWS = 5;

  Course {
    rates = List.copyOf(rates);
  }

  static Course of(Instant from, Instant to, List<EvalRate> rates) {
    return new Course(
        from, to, rates.stream().sorted(Comparator.comparing(EvalRate::getWindowStart)).toList());
  }

  /// Where a picture of the rates begins that would be empty for the most part: a while before the
  /// first window, or with the range.
  static Instant begin(Instant rangeStart, Instant now, Duration window, List<EvalRate> rates) {
    Instant first =
        rates.stream().map(EvalRate::getWindowStart).min(Comparator.naturalOrder()).orElse(now);
    Instant least = now.minus(window.multipliedBy(LEAST_WINDOWS));
    Instant begin = first.isBefore(least) ? first : least;
    return begin.isAfter(rangeStart) ? begin : rangeStart;
  }

  /// From the first window to the last, in words; null without any.
  static @Nullable String covered(List<EvalRate> rates) {
    Optional<Instant> first =
        rates.stream().map(EvalRate::getWindowStart).min(Comparator.naturalOrder());
    Optional<Instant> last =
        rates.stream().map(EvalRate::getWindowEnd).max(Comparator.naturalOrder());
    return first.isEmpty() || last.isEmpty()
        ? null
        : Numbers.at(first.get()).text() + " to " + Numbers.at(last.get()).text();
  }

  /// The newest window with a label that is over; else the newest with a label.
  Optional<EvalRate> newest() {
    List<EvalRate> judged = rates.stream().filter(rate -> rate.getRate() != null).toList();
    return judged.stream()
        .filter(rate -> !rate.getWindowEnd().isAfter(to))
        .reduce((older, newer) -> newer)
        .or(() -> judged.stream().reduce((older, newer) -> newer));
  }

  Sparkline sparkline(@Nullable Double limit) {
    List<Sparkline.Point> points = new ArrayList<>();
    @Nullable Instant end = null;
    for (EvalRate rate : rates) {
      if (end != null && rate.getWindowStart().isAfter(end)) {
        points.add(new Sparkline.Point(position(end), null, 0, 1));
      }
      points.add(new Sparkline.Point(middle(rate), rate.getRate(), rate.getLow(), rate.getHigh()));
      end = rate.getWindowEnd();
    }
    return new Sparkline(points, limit);
  }

  private double middle(EvalRate rate) {
    return (position(rate.getWindowStart()) + position(rate.getWindowEnd())) / 2;
  }

  private double position(Instant time) {
    double whole = (double) Duration.between(from, to).toMillis();
    return Duration.between(from, time).toMillis() / whole;
  }
}
