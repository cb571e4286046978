package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How bad it is, in numbers, and against what: the share that a rule looks at, with its interval
/// and the labels behind it.
record AlertMeasure(Alert alert) {

  private Condition condition() {
    return Condition.of(alert);
  }

  /// How bad, in numbers, and against what; empty when the condition is not about a share, and when
  /// nothing was measured.
  String sentence() {
    if (alert.getReason() != null) {
      return "";
    }
    String now = AlertText.isOver(alert) ? "now " : "";
    return switch (condition()) {
      case ABOVE, WORSE -> now + failing();
      case NOT_JUDGED -> now + unjudged();
      case ABSENT ->
          AlertText.isOver(alert)
              ? ""
              : "nothing was judged in the last %s, although there is traffic"
                  .formatted(Wording.duration(Duration.ofMillis(alert.getOverMs())));
      case DRIFT, UNUSABLE, DISAGREES, OTHER -> "";
    };
  }

  private String failing() {
    Double rate = share();
    if (rate == null) {
      return "nothing was judged, against " + reference();
    }
    return "%s %% failing (%s%s) against %s"
        .formatted(
            Wording.percent(rate),
            judged(rate),
            interval(alert.getLow(), alert.getHigh()),
            reference());
  }

  /// With weights the share of failing labels is not that of the rate: then no count is given.
  private String judged(double rate) {
    long judged = alert.getJudged();
    boolean unweighted = Math.abs(alert.getEffectiveN() - judged) < 1e-6 * Math.max(1, judged);
    return unweighted
        ? "%s of %s judged"
            .formatted(Wording.count(Math.round(rate * judged)), Wording.count(judged))
        : Wording.count(judged) + " judged";
  }

  private String unjudged() {
    Double share = share();
    if (share == null) {
      return "no judgement ended, against " + reference();
    }
    return "%s %% without a label (%s of %s that ended) against %s"
        .formatted(
            Wording.percent(share),
            Wording.count(alert.getEnded() - alert.getJudged()),
            Wording.count(alert.getEnded()),
            reference());
  }

  private String reference() {
    AlertComparison comparison = alert.getComparison();
    return condition() == Condition.WORSE && comparison != null
        ? compared(comparison)
        : "a limit of %s %%".formatted(limitText());
  }

  String limitText() {
    Double threshold = alert.getThreshold();
    return threshold == null ? "?" : Wording.roundPercent(threshold);
  }

  private static String compared(AlertComparison with) {
    Double rate = with.getRate();
    return rate == null || !Double.isFinite(rate)
        ? with.getName() + ", where the share is not known"
        : "%s: %s %% (%s judged%s)"
            .formatted(
                with.getName(),
                Wording.percent(rate),
                Wording.count(with.getJudged()),
                interval(with.getLow(), with.getHigh()));
  }

  /// What it is compared with besides its limit.
  String comparison() {
    AlertComparison comparison = alert.getComparison();
    return comparison == null || condition() == Condition.WORSE
        ? ""
        : "Compared with " + compared(comparison);
  }

  /// The share that the rule looks at; null when it is not known.
  @Nullable Double share() {
    if (condition() == Condition.NOT_JUDGED) {
      long ended = alert.getEnded();
      return ended > 0 ? (double) (ended - alert.getJudged()) / ended : null;
    }
    Double rate = alert.getRate();
    return rate == null || !Double.isFinite(rate) ? null : rate;
  }

  /// What the share is held against; null when it is not known.
  @Nullable Double limit() {
    AlertComparison comparison = alert.getComparison();
    Double limit =
        condition() == Condition.WORSE && comparison != null
            ? comparison.getRate()
            : alert.getThreshold();
    return limit == null || !Double.isFinite(limit) ? null : limit;
  }

  static String interval(double low, double high) {
    return Double.isFinite(low) && Double.isFinite(high)
        ? ", 95 %% interval %s to %s %%".formatted(Wording.percent(low), Wording.percent(high))
        : "";
  }
}
