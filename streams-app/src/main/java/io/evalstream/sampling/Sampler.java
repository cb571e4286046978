package io.evalstream.sampling;

import io.evalstream.stats.SampleHash;
import java.util.LinkedHashMap;
import java.util.Map;

/// The sampling decision.
///
/// *How it works:* one number u in [0, 1) per trace, a hash of its id. A trace is sampled for an
/// evaluator when u < p. So a replay decides the same, every instance decides the same, and
/// evaluators with different rates see nested subsets.
public final class Sampler {

  private static final String SALT = "evalstream";

  private final Map<String, AppSampling> apps;

  public Sampler(Map<String, AppSampling> apps) {
    this.apps = Map.copyOf(apps);
  }

  boolean knows(String app) {
    return apps.containsKey(app);
  }

  /// False when no chat event could make the trace of this id sampled: its spans need no state.
  boolean mayBeSampled(String app, String traceId) {
    AppSampling sampling = apps.get(app);
    return sampling != null && SampleHash.uniform(SALT, traceId) < sampling.largestRate();
  }

  /// Evaluator to inclusion probability, for those that the trace is sampled for.
  ///
  /// @param facts what sampling rules can match: feedback, model, prompt_version, attributes.NAME
  /// @param upstream share of the traffic that the producer publishes, in (0, 1]
  Map<String, Double> sample(
      String app, String traceId, Map<String, String> facts, double upstream) {
    AppSampling sampling = apps.get(app);
    if (sampling == null) {
      return Map.of();
    }
    double rate =
        sampling.rules().stream()
            .filter(rule -> rule.matches(facts))
            .findFirst()
            .map(SamplingRule::rate)
            .orElse(0.0);
    double u = SampleHash.uniform(SALT, traceId);
    Map<String, Double> chosen = new LinkedHashMap<>();
    sampling
        .evaluators()
        .forEach(
            (evaluator, share) -> {
              double p = rate * share;
              if (u < p) {
                chosen.put(evaluator, p * upstream);
              }
            });
    return chosen;
  }
}
