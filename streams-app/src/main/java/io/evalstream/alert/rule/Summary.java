package io.evalstream.alert.rule;

import io.evalstream.alert.rule.Account.Comparison;
import io.evalstream.config.DurationText;
import io.evalstream.stats.RateEstimate;
import java.util.Locale;

/// One line for people on what was found.
public record Summary(AlertRule rule, Account account, Account.Details details) {

  /// `12.5 % failing (8.0 % to 19.0 %) of 144 judged, limit 5.0 %`.
  public String text() {
    return switch (rule.condition()) {
      case Condition.Above(double limit, var label) ->
          rate(label == null ? "failing" : label, "judged") + ", limit " + percent(limit) + odds();
      case Condition.WorseThanBaseline _ -> rate("failing", "judged") + against() + odds();
      case Condition.WorseThanVersion _ -> versions();
      case Condition.Absent(var time) ->
          "nothing judged for " + DurationText.format(time) + " although there is traffic";
      case Condition.NotJudged(double limit) ->
          rate("without a label", "ended") + mostly() + ", limit " + percent(limit) + odds();
      case Condition.Drift _ -> "";
    };
  }

  private String rate(String what, String of) {
    return rate(account.estimate(), what, of);
  }

  private static String rate(RateEstimate estimate, String what, String of) {
    Double rate = estimate.rate();
    return rate == null
        ? "nothing " + of
        : "%s %s (%s to %s) of %d %s"
            .formatted(
                percent(rate),
                what,
                percent(estimate.low()),
                percent(estimate.high()),
                estimate.n(),
                of);
  }

  private String odds() {
    Double odds = account.odds();
    return odds == null || odds < 1 ? "" : String.format(Locale.ROOT, ", odds %,.0f to 1", odds);
  }

  private String against() {
    Comparison day = account.comparison();
    Double limit = account.limit();
    if (day == null || limit == null) {
      return ", no baseline yet";
    }
    Double rate = day.estimate().rate();
    return (rate == null ? "" : ", " + percent(rate) + " in " + day.name())
        + ", limit "
        + percent(limit);
  }

  private String versions() {
    Comparison older = account.comparison();
    String newest = "prompt_version " + account.newest() + " ";
    return older == null
        ? "no two versions to compare"
        : newest
            + rate("failing", "judged")
            + ", "
            + older.name()
            + " "
            + rate(older.estimate(), "failing", "judged");
  }

  private String mostly() {
    return details.outcome() == null ? "" : ", mostly " + details.outcome();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }
}
