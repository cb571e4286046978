package io.evalstream.alert;

import io.evalstream.config.Section;
import io.evalstream.state.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A limit on the share of failing labels of one evaluator.
///
/// @param name as the configuration gives it
/// @param app the app that it is about; null for each app on its own
/// @param dimension `all`, `model` or `prompt_version`: one alert per value
/// @param above the limit: the condition holds while the lower end of the 95 % interval is above it
/// @param over how far the rate looks back, by time of arrival
/// @param pendingFor how long the condition must hold before the alert fires
/// @param resolveAfter how long the rate must be back at or under the limit before it resolves
/// @param minSamples effective sample size that the rate must have
/// @param channels names of the channels that are told
public record AlertRule(
    String name,
    String evaluator,
    @Nullable String app,
    String dimension,
    double above,
    Duration over,
    Duration pendingFor,
    Duration resolveAfter,
    int minSamples,
    List<String> channels) {

  private static final Map<String, String> DIMENSIONS =
      Map.of("all", "all", "model", "model", "prompt_version", "prompt_version");
  private static final Duration LONGEST = Duration.ofHours(6);

  public AlertRule {
    channels = List.copyOf(channels);
  }

  public static AlertRule read(Section section) {
    Duration over =
        section.duration("over", Duration.ofMinutes(5), Duration.ofSeconds(10), LONGEST);
    return new AlertRule(
        section.string("rule"),
        section.string("evaluator"),
        section.optionalString("app").orElse(null),
        section.oneOf("dimension", DIMENSIONS, "all"),
        section.requiredNumber("above", 0.001, 0.999),
        over,
        section.duration("for", Duration.ZERO, Duration.ZERO, LONGEST),
        section.duration("resolve_after", over, Duration.ZERO, LONGEST),
        section.integer("min_samples", 30, 1, 1_000_000),
        section.strings("notify"));
  }

  AlertRule withEvaluator(String id) {
    return new AlertRule(
        name, id, app, dimension, above, over, pendingFor, resolveAfter, minSamples, channels);
  }

  /// The value of the dimension when the rule is about this evaluation; null when it is not.
  @Nullable String valueIn(Observation observation) {
    if (!evaluator.equals(observation.getEvaluator())
        || (app != null && !app.equals(observation.getApp()))) {
      return null;
    }
    String value =
        switch (dimension) {
          case "model" -> observation.getModel();
          case "prompt_version" -> observation.getPromptVersion();
          default -> "*";
        };
    // Control characters separate the parts of a key.
    return value == null ? null : value.replaceAll("\\p{Cntrl}", " ");
  }

  /// Whether it can be this rule that looks at the series.
  boolean isAbout(AlertSeries series) {
    return name.equals(series.rule())
        && evaluator.equals(series.evaluator())
        && dimension.equals(series.dimension())
        && (app == null || app.equals(series.app()));
  }
}
