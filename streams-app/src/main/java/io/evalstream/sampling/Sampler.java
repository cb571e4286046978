package io.evalstream.sampling;

import io.evalstream.stats.SampleHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// The sampling decision.
///
/// *How it works:* one number u in [0, 1) per trace, a hash of its id. A trace is sampled for an
/// evaluator when u < p. So every instance decides the same, a replay decides the same as long as
/// nothing scales p, and evaluators with different rates see nested subsets.
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

  /// False when no chat event could make the trace of this id sampled for the evaluator.
  public boolean mayBeSampled(String app, String traceId, String evaluator) {
    AppSampling sampling = apps.get(app);
    return sampling != null && SampleHash.uniform(SALT, traceId) < sampling.largestRate(evaluator);
  }

  /// @param facts what sampling rules can match: feedback, model, prompt_version, attributes.NAME
  /// @param upstream share of the traffic that the producer publishes, in (0, 1]
  /// @param scale what the probability of an evaluator is multiplied with, in (0, 1]
  Decision decide(
      String app,
      String traceId,
      Map<String, String> facts,
      double upstream,
      ToDoubleFunction<String> scale) {
    AppSampling sampling = apps.get(app);
    if (sampling == null) {
      return Decision.NOTHING;
    }
    double rate = sampling.rate(facts);
    double u = SampleHash.uniform(SALT, traceId);
    List<Decision.Choice> choices = new ArrayList<>();
    sampling
        .evaluators()
        .forEach(
            (evaluator, share) -> {
              if (!sampling.isFor(evaluator, facts)) {
                return;
              }
              double whole = rate * share;
              double scaled = scale.applyAsDouble(evaluator);
              choices.add(new Decision.Choice(evaluator, whole, scaled, u < whole * scaled));
            });
    return new Decision(upstream, choices);
  }
}
