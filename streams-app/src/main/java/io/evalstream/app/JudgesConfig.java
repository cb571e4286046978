package io.evalstream.app;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.evalstream.config.Section;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgement.Bench;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The judges, and which evaluators go to which.
///
/// @param judges by name
/// @param judgeOf evaluator to judge name, for those that do not go to `default`
public record JudgesConfig(Map<String, JudgeConfig> judges, Map<String, String> judgeOf) {

  public JudgesConfig {
    judges = Map.copyOf(judges);
    judgeOf = Map.copyOf(judgeOf);
  }

  /// Reads `judges`: beside its own keys, each may list the `evaluators` that it takes.
  static JudgesConfig read(Section root, EvaluatorLibrary evaluators) {
    Map<String, JudgeConfig> judges = new LinkedHashMap<>();
    Map<String, String> judgeOf = new HashMap<>();
    root.named("judges")
        .forEach(
            (name, section) -> {
              judges.put(name, JudgeConfig.read(name, section));
              for (String evaluator : section.strings("evaluators")) {
                AppConfig.canonicalId(section, "evaluators", evaluator, evaluators)
                    .ifPresent(id -> assign(section, judgeOf, id, name));
              }
            });
    if (!judges.containsKey(Bench.DEFAULT_JUDGE)) {
      root.problem(
          "judges",
          "must have one named '"
              + Bench.DEFAULT_JUDGE
              + "', for example default: { api: heuristic }",
          judges.isEmpty() ? null : judges.keySet().toString());
    }
    return new JudgesConfig(judges, judgeOf);
  }

  /// Who judges this evaluator; empty when there is nobody, which is a problem that has been told.
  Optional<JudgeConfig> of(String evaluator) {
    return Optional.ofNullable(judges.get(judgeOf.getOrDefault(evaluator, Bench.DEFAULT_JUDGE)));
  }

  /// Judge name to which labels it explains.
  Map<String, Explain> explaining() {
    return judges.values().stream()
        .collect(toUnmodifiableMap(JudgeConfig::name, JudgeConfig::explain));
  }

  /// The built-in judge knows the built-in evaluators only: with it the others would never get a
  /// label.
  void expectLlmFor(List<String> customEvaluators, Section root) {
    for (String evaluator : customEvaluators) {
      String name = judgeOf.getOrDefault(evaluator, Bench.DEFAULT_JUDGE);
      JudgeConfig judge = judges.get(name);
      if (judge != null && judge.api() instanceof JudgeConfig.Heuristic) {
        root.problem(
            "judges",
            "must have an LLM for the custom evaluator '"
                + evaluator
                + "': the heuristic judge '"
                + name
                + "' knows only the built-in ones",
            null);
      }
    }
  }

  private static void assign(
      Section section, Map<String, String> judgeOf, String evaluator, String judge) {
    String other = judgeOf.putIfAbsent(evaluator, judge);
    if (other != null) {
      section.problem(
          "evaluators", "must not name an evaluator of judge '" + other + "'", evaluator);
    }
  }
}
