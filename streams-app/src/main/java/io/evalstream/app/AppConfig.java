package io.evalstream.app;

import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Scope;
import io.evalstream.sampling.AppSampling;
import io.evalstream.trace.TraceFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The apps that are monitored, with what is sampled of each.
final class AppConfig {

  private AppConfig() {}

  static Map<String, AppSampling> readAll(
      Section root, EvaluatorLibrary evaluators, JudgesConfig judges) {
    Map<String, AppSampling> apps = new LinkedHashMap<>();
    List<Section> sections = root.sections("apps");
    if (sections.isEmpty()) {
      root.problem("apps", "must list at least one app with id and evaluators", null);
    }
    for (Section section : sections) {
      String id = section.string("id");
      if (id.chars().anyMatch(Character::isISOControl)) {
        section.problem("id", "must have no control characters", null);
      }
      if (apps.put(id, read(section, evaluators, judges)) != null) {
        section.problem("id", "must be unique among the apps", id);
      }
    }
    return apps;
  }

  private static AppSampling read(
      Section section, EvaluatorLibrary evaluators, JudgesConfig judges) {
    AppSampling sampling = AppSampling.read(section);
    Map<String, Double> canonical = new LinkedHashMap<>();
    Map<String, TraceFilter> filters = new LinkedHashMap<>();
    sampling
        .evaluators()
        .forEach(
            (name, share) ->
                canonicalId(section, "evaluators", name, evaluators)
                    .flatMap(evaluators::find)
                    .ifPresent(
                        found -> {
                          Scope scope = found.scope();
                          if (!scope.when().equals(TraceFilter.ALL)) {
                            filters.put(found.id(), scope.when());
                          }
                          if (canonical.put(found.id(), share * scope.rate()) != null) {
                            section.problem("evaluators", "must name each evaluator once", name);
                          }
                        }));
    return sampling.with(
        canonical, filters, assumedCost(section, sampling, canonical, evaluators, judges));
  }

  /// The mean over the evaluators; a budget in dollars needs the prices of all their judges.
  private static double assumedCost(
      Section section,
      AppSampling sampling,
      Map<String, Double> evaluators,
      EvaluatorLibrary library,
      JudgesConfig judges) {
    if (sampling.budget().usdPerDay() == null) {
      return 0;
    }
    double sum = 0;
    for (String evaluator : evaluators.keySet()) {
      if (library.find(evaluator).filter(Evaluator::isCoded).isPresent()) {
        continue;
      }
      Optional<Double> cost = judges.assumedCostUsd(evaluator);
      if (cost.isEmpty()) {
        section.problem(
            "budget",
            "can be in US dollars only where every judge has a price (judges.<name>.price)",
            "no price for the judge of '" + evaluator + "'");
      }
      sum += cost.orElse(0.0);
    }
    return evaluators.isEmpty() ? 0 : sum / evaluators.size();
  }

  /// The id of the evaluator of this name; a problem when there is none.
  static Optional<String> canonicalId(
      Section section, String key, String name, EvaluatorLibrary evaluators) {
    Optional<String> id = evaluators.find(name).map(Evaluator::id);
    if (id.isEmpty() && !name.isEmpty()) {
      String hint =
          Nearest.to(name, evaluators.names())
              .map(near -> "Did you mean '" + near + "'?")
              .orElse("See './evalstream evaluators list'.");
      section.problem(key, "must name a known evaluator", "'" + name + "'. " + hint);
    }
    return id;
  }
}
