package io.evalstream.app;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.evalstream.config.Section;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Redaction;
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
/// @param redaction what is hidden from judges behind an API
public record JudgesConfig(
    Map<String, JudgeConfig> judges, Map<String, String> judgeOf, Redaction redaction) {

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
    expectPlainJudges(root, judges);
    return new JudgesConfig(judges, judgeOf, Redaction.read(root.section("redaction")));
  }

  /// A jury, and a judge who confirms, ask judges that ask nobody else.
  private static void expectPlainJudges(Section root, Map<String, JudgeConfig> judges) {
    root.named("judges")
        .forEach(
            (name, section) -> {
              JudgeConfig judge = judges.get(name);
              if (judge == null) {
                return;
              }
              judge.habits().confirming().ifPresent(
                  other -> expectPlain(section, "confirm", name, other, judges));
              if (judge.api() instanceof JudgeConfig.Panel(List<String> jurors)) {
                jurors.forEach(other -> expectPlain(section, "judges", name, other, judges));
              }
            });
  }

  private static void expectPlain(
      Section section, String key, String name, String other, Map<String, JudgeConfig> judges) {
    JudgeConfig judge = judges.get(other);
    if (judge == null || other.equals(name)) {
      section.problem(key, "must name another one of the judges", other);
    } else if (judge.api() instanceof JudgeConfig.Panel
        || judge.habits().confirming().isPresent()) {
      section.problem(key, "must name a judge that asks no other one", other);
    }
  }

  /// US dollars that a judgement of middling length costs, to begin with; empty when a price is not
  /// known.
  Optional<Double> assumedCostUsd(String evaluator) {
    return of(evaluator).flatMap(this::assumedCostUsd);
  }

  /// A judge who confirms is taken to be asked each time.
  private Optional<Double> assumedCostUsd(JudgeConfig judge) {
    List<String> others =
        judge.api() instanceof JudgeConfig.Panel(List<String> jurors)
            ? jurors
            : judge.habits().confirming().stream().toList();
    Optional<Double> sum =
        judge.api() instanceof JudgeConfig.Panel ? Optional.of(0.0) : judge.assumedCostUsd();
    for (String other : others) {
      Optional<Double> cost = Optional.ofNullable(judges.get(other)).flatMap(this::assumedCostUsd);
      sum = sum.flatMap(known -> cost.map(more -> known + more));
    }
    return sum;
  }

  /// Who judges this evaluator; empty when there is nobody, which is a problem that has been told.
  Optional<JudgeConfig> of(String evaluator) {
    return Optional.ofNullable(judges.get(judgeOf.getOrDefault(evaluator, Bench.DEFAULT_JUDGE)));
  }

  /// Judge name to which labels it explains.
  Map<String, Explain> explaining() {
    return judges.values().stream()
        .collect(toUnmodifiableMap(JudgeConfig::name, judge -> judge.habits().explain()));
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
