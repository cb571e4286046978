package io.evalstream.rate;

import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.trace.DimensionValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The series that an evaluation counts in. The first values of a dimension are kept apart, up to a
/// cap; all further ones are counted together as `__other__`.
final class Dimensions {

  private final RateConfig config;
  private final Map<String, Set<String>> known = new HashMap<>();

  Dimensions(RateConfig config) {
    this.config = config;
  }

  /// A series that exists already keeps its place under the cap.
  void remember(Series series) {
    keep(values(series.app(), series.evaluator(), series.dimension()), series.value());
  }

  /// The rest takes no place of its own.
  private static void keep(Set<String> values, String value) {
    if (!value.equals(Meters.OTHER)) {
      values.add(value);
    }
  }

  List<Series> of(Observation observation) {
    List<Series> series = new ArrayList<>();
    series.add(Series.whole(observation.getApp(), observation.getEvaluator()));
    add(series, observation, "model", observation.getModel());
    add(series, observation, "prompt_version", observation.getPromptVersion());
    for (String attribute : config.attributes()) {
      add(series, observation, attribute, observation.getAttributes().get(attribute));
    }
    return series;
  }

  private void add(
      List<Series> series, Observation observation, String dimension, @Nullable String value) {
    if (value == null) {
      return;
    }
    String app = observation.getApp();
    String evaluator = observation.getEvaluator();
    Set<String> values = values(app, evaluator, dimension);
    String name = DimensionValue.of(value);
    String kept = values.contains(name) || values.size() < config.maxValues() ? name : Meters.OTHER;
    keep(values, kept);
    series.add(new Series(app, evaluator, dimension, kept));
  }

  private Set<String> values(String app, String evaluator, String dimension) {
    return known.computeIfAbsent(
        app + "\u0000" + evaluator + "\u0000" + dimension, key -> new HashSet<>());
  }

  /// A place under the cap is free again.
  void forget(Series series) {
    values(series.app(), series.evaluator(), series.dimension()).remove(series.value());
  }
}
