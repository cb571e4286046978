package io.evalstream.alert;

import io.evalstream.alert.rule.AlertRule;
import io.evalstream.alert.rule.Condition;
import io.evalstream.alert.rule.Sighting;
import io.evalstream.state.Excerpt;
import io.evalstream.state.Observation;
import io.evalstream.trace.DimensionValue;
import org.jspecify.annotations.Nullable;

/// What an observation means to rules.
final class ObservationReader {

  private static final String ALL = "*";

  private ObservationReader() {}

  static Sighting sighting(Observation observation) {
    Excerpt excerpt = observation.getExcerpt();
    return new Sighting(
        observation.getTraceId(),
        observation.getOutcome(),
        observation.getLabel(),
        observation.getFailing(),
        clean(observation.getModel()),
        clean(observation.getPromptVersion()),
        observation.getSamplingProbability(),
        excerpt == null
            ? null
            : new Sighting.Excerpt(
                excerpt.getQuestion(), excerpt.getResponse(), excerpt.getExplanation()));
  }

  /// The value of the dimension when the rule is about this; null when it is not.
  static @Nullable String valueIn(Observation observation, AlertRule rule) {
    if (!rule.evaluator().equals(observation.getEvaluator())
        || (rule.app() != null && !rule.app().equals(observation.getApp()))) {
      return null;
    }
    return dimensionValue(observation, rule);
  }

  /// The value of the dimension of a rule.
  static @Nullable String dimensionValue(Observation observation, AlertRule rule) {
    if (rule.condition() instanceof Condition.WorseThanVersion) {
      return ALL;
    }
    return switch (rule.dimension()) {
      case "all" -> ALL;
      case "model" -> clean(observation.getModel());
      case "prompt_version" -> clean(observation.getPromptVersion());
      default -> clean(observation.getAttributes().get(rule.dimension()));
    };
  }

  private static @Nullable String clean(@Nullable String value) {
    return value == null ? null : DimensionValue.of(value);
  }
}
