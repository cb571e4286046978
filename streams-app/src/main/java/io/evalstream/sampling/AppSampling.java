package io.evalstream.sampling;

import io.evalstream.config.Item;
import io.evalstream.config.Section;
import io.evalstream.trace.TraceFilter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// What is sampled of one app, for which evaluators.
///
/// @param rules the first that matches gives the rate of a trace
/// @param evaluators evaluator to the share of the sampled traces that it looks at
/// @param filters evaluator to the sampled traces that it looks at, for those that do not look at
///   all
/// @param budget what its judgements may take
/// @param assumedCostUsd what one evaluator of one trace is taken to cost until that is known
public record AppSampling(
    List<SamplingRule> rules,
    Map<String, Double> evaluators,
    Map<String, TraceFilter> filters,
    Budget budget,
    double assumedCostUsd) {

  public AppSampling {
    rules = List.copyOf(rules);
    filters = Map.copyOf(filters);
    evaluators = Collections.unmodifiableMap(new LinkedHashMap<>(evaluators));
  }

  /// For evaluators that look at all sampled traces.
  public AppSampling(
      List<SamplingRule> rules,
      Map<String, Double> evaluators,
      Budget budget,
      double assumedCostUsd) {
    this(rules, evaluators, Map.of(), budget, assumedCostUsd);
  }

  /// The rate of a trace by the first rule that matches.
  double rate(Map<String, String> facts) {
    return rules.stream()
        .filter(rule -> rule.matches(facts))
        .findFirst()
        .map(SamplingRule::rate)
        .orElse(0.0);
  }

  /// The same for evaluators by other names, with filters, at another assumed cost.
  public AppSampling with(
      Map<String, Double> evaluators, Map<String, TraceFilter> filters, double assumedCostUsd) {
    return new AppSampling(rules, evaluators, filters, budget, assumedCostUsd);
  }

  /// Whether an evaluator looks at a trace at all.
  boolean isFor(String evaluator, Map<String, String> facts) {
    TraceFilter filter = filters.get(evaluator);
    return filter == null || filter.matches(facts);
  }

  /// The largest probability that any trace can have.
  double largestRate() {
    double rate = rules.stream().mapToDouble(SamplingRule::rate).max().orElse(0);
    return rate * evaluators.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /// The largest probability that any trace can have for an evaluator.
  double largestRate(String evaluator) {
    double rate = rules.stream().mapToDouble(SamplingRule::rate).max().orElse(0);
    return rate * evaluators.getOrDefault(evaluator, 0.0);
  }

  /// Whether an evaluator looks at every trace, as long as nothing is short.
  public boolean looksAtAll(String evaluator) {
    return rules.stream().allMatch(rule -> rule.rate() == 1)
        && evaluators.getOrDefault(evaluator, 0.0) == 1
        && !filters.containsKey(evaluator);
  }

  /// The least probability that a trace can have for an evaluator, other than none; for what is no
  /// evaluator of its own, such as the diagnosis, that of all of them.
  public double leastRate(String evaluator) {
    Double own = evaluators.get(evaluator);
    double share =
        own == null ? least(evaluators.values().stream().mapToDouble(Double::doubleValue)) : own;
    return share * least(rules.stream().mapToDouble(SamplingRule::rate));
  }

  /// The greatest probability that a trace can have for an evaluator, before a budget scales it.
  public double greatestRate(String evaluator) {
    double rate = rules.stream().mapToDouble(SamplingRule::rate).max().orElse(0);
    return evaluators.getOrDefault(evaluator, 0.0) * rate;
  }

  private static double least(DoubleStream rates) {
    return rates.filter(rate -> rate > 0).min().orElse(1);
  }

  /// Reads `sampling`, `evaluators` and `budget` of an app. An evaluator is a name, or a mapping
  /// with `id` and `sampling`, the share of the sampled traces that it looks at.
  public static AppSampling read(Section app) {
    Map<String, Double> evaluators = new LinkedHashMap<>();
    for (Item item : app.items("evaluators")) {
      switch (item) {
        case Item.Scalar(String path, String text) -> add(app, evaluators, text, 1);
        case Item.Mapping(Section section) ->
            add(app, evaluators, section.string("id"), section.share("sampling", 1));
      }
    }
    if (evaluators.isEmpty()) {
      app.problem("evaluators", "must name at least one evaluator", null);
    }
    return new AppSampling(SamplingRule.readAll(app, "sampling"), evaluators, Budget.read(app), 0);
  }

  private static void add(Section app, Map<String, Double> evaluators, String id, double share) {
    if (evaluators.put(id, share) != null) {
      app.problem("evaluators", "must name each evaluator once", id);
    }
  }
}
