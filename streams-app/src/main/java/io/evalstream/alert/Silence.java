package io.evalstream.alert;

import io.evalstream.config.Section;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A time in which nobody is told of some alerts.
///
/// @param rule null for all of them
/// @param app null for all of them
/// @param evaluator null for all of them
/// @param from its beginning
/// @param until its end, which is no part of it
/// @param reason for people who read the configuration
public record Silence(
    @Nullable String rule,
    @Nullable String app,
    @Nullable String evaluator,
    Instant from,
    Instant until,
    String reason) {

  static Silence read(Section section) {
    Silence silence =
        new Silence(
            section.optionalString("rule").orElse(null),
            section.optionalString("app").orElse(null),
            section.optionalString("evaluator").orElse(null),
            moment(section, "from"),
            moment(section, "until"),
            section.string("reason", ""));
    if (silence.rule == null && silence.app == null && silence.evaluator == null) {
      section.problem("", "must have a rule, an app or an evaluator", "none");
    }
    if (!silence.from.isBefore(silence.until)
        && !silence.from.equals(Instant.EPOCH)
        && !silence.until.equals(Instant.EPOCH)) {
      section.problem("until", "must be after from", silence.until.toString());
    }
    return silence;
  }

  private static Instant moment(Section section, String key) {
    String text = section.string(key);
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    Optional<Instant> moment = parse(text);
    if (moment.isEmpty()) {
      section.problem(key, "must be a time such as 2026-01-31T18:00:00Z", text);
    }
    return moment.orElse(Instant.EPOCH);
  }

  private static Optional<Instant> parse(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  boolean covers(AlertSeries series, Instant now) {
    return !now.isBefore(from)
        && now.isBefore(until)
        && (rule == null || rule.equals(series.rule()))
        && (app == null || app.equals(series.app()))
        && (evaluator == null || evaluator.equals(series.evaluator()));
  }

  Silence withEvaluator(String id) {
    return new Silence(rule, app, id, from, until, reason);
  }
}
