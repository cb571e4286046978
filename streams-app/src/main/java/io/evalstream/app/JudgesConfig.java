package io.evalstream.app;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.evalstream.config.Nearest;
import io.evalstream.config.Section;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judgeclient.JudgeConfig;
import io.evalstream.judgeclient.Price;
import io.evalstream.judgeclient.Redaction;
import io.evalstream.judgement.Bench;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The judges, and which evaluators go to which.
///
/// @param judges by name
/// @param judgeOf evaluator to judge name, for those that do not go to `default`
/// @param redaction what is hidden from judges behind an API
public record JudgesConfig(
    Map<String, JudgeConfig> judges, Map<String, String> judgeOf, Redaction redaction) {

  /// The name of the built-in judge, where no configuration gives it another.
  public static final String HEURISTIC = "heuristic";

  public JudgesConfig {
    judges = Map.copyOf(judges);
    judgeOf = Map.copyOf(judgeOf);
  }

  /// The built-in judge alone, under its name.
  public static JudgesConfig heuristic() {
    JudgeConfig judge = JudgeConfig.heuristic(HEURISTIC);
    return new JudgesConfig(
        Map.of(HEURISTIC, judge, Bench.DEFAULT_JUDGE, JudgeConfig.heuristic(Bench.DEFAULT_JUDGE)),
        Map.of(),
        Redaction.NONE);
  }

  /// With the built-in judge beside the others, unless its name is taken.
  public JudgesConfig withHeuristic() {
    Map<String, JudgeConfig> all = new HashMap<>(judges);
    all.putIfAbsent(HEURISTIC, JudgeConfig.heuristic(HEURISTIC));
    return new JudgesConfig(all, judgeOf, redaction);
  }

  /// Reads `judges`: beside its own keys, each may list the `evaluators` that it takes.
  static JudgesConfig read(Section root, EvaluatorLibrary evaluators) {
    Map<String, Price> prices = Price.table(root.named("prices"));
    Map<String, JudgeConfig> judges = new LinkedHashMap<>();
    Map<String, String> judgeOf = new HashMap<>();
    root.named("judges")
        .forEach(
            (name, section) -> {
              if (name.equals(Bench.CODE_JUDGE)) {
                section.problem(
                    "", "must have another name: 'code' judges the evaluators that are code", null);
              }
              judges.put(name, JudgeConfig.read(name, section, prices));
              for (String evaluator : section.strings("evaluators")) {
                AppConfig.canonicalId(section, "evaluators", evaluator, evaluators)
                    .flatMap(evaluators::find)
                    .ifPresent(known -> assign(section, judgeOf, known, name));
              }
            });
    root.sections("evaluators")
        .forEach(section -> readJudgeOf(section, evaluators, judges.keySet(), judgeOf));
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
              judge
                  .habits()
                  .confirming()
                  .ifPresent(other -> expectPlain(section, "confirm", name, other, judges));
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
    Optional<Double> sum =
        judge.api() instanceof JudgeConfig.Panel ? Optional.of(0.0) : judge.assumedCostUsd();
    for (String other : others(judge)) {
      Optional<Double> cost =
          Optional.ofNullable(judges.get(other)).flatMap(JudgeConfig::assumedCostUsd);
      sum = sum.flatMap(known -> cost.map(more -> known + more));
    }
    return sum;
  }

  /// Reads `judge` of a definition, which says the same as `evaluators` of that judge.
  private static void readJudgeOf(
      Section section,
      EvaluatorLibrary evaluators,
      Set<String> judges,
      Map<String, String> judgeOf) {
    Optional<String> judge = section.optionalString("judge");
    Optional<Evaluator> known =
        evaluators.find(section.string("id", "")).filter(found -> !found.isCoded());
    if (judge.isEmpty() || known.isEmpty()) {
      return;
    }
    String name = judge.get();
    if (!judges.contains(name)) {
      String hint =
          Nearest.to(name, judges).map(near -> ". Did you mean '" + near + "'?").orElse("");
      section.problem("judge", "must name one of the judges", "'" + name + "'" + hint);
      return;
    }
    String other = judgeOf.putIfAbsent(known.get().id(), name);
    if (other != null && !other.equals(name)) {
      section.problem(
          "judge", "must not differ from judges." + other + ".evaluators, which lists it", name);
    }
  }

  /// Who judges this evaluator; empty when there is nobody, which is a problem that has been told.
  public Optional<JudgeConfig> of(String evaluator) {
    return Optional.ofNullable(judges.get(judgeOf.getOrDefault(evaluator, Bench.DEFAULT_JUDGE)));
  }

  /// Which labels of an evaluator come with an explanation.
  public Explain explain(String evaluator) {
    return of(evaluator).map(judge -> judge.habits().explain()).orElse(Explain.ALWAYS);
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
      for (String asked : asked(name)) {
        JudgeConfig judge = judges.get(asked);
        if (judge != null && judge.api() instanceof JudgeConfig.Heuristic) {
          root.problem(
              "judges",
              "must have an LLM for the custom evaluator '"
                  + evaluator
                  + "': the heuristic judge '"
                  + asked
                  + "' knows only the built-in ones",
              null);
        }
      }
    }
  }

  /// This judge, and those that it asks.
  private List<String> asked(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    JudgeConfig judge = judges.get(name);
    if (judge != null) {
      all.addAll(others(judge));
    }
    return all;
  }

  private static List<String> others(JudgeConfig judge) {
    return judge.api() instanceof JudgeConfig.Panel(List<String> jurors)
        ? jurors
        : judge.habits().confirming().stream().toList();
  }

  private static void assign(
      Section section, Map<String, String> judgeOf, Evaluator known, String judge) {
    String evaluator = known.id();
    if (known.isCoded()) {
      section.problem(
          "evaluators", "must not name an evaluator that is code: no judge is asked", evaluator);
      return;
    }
    String other = judgeOf.putIfAbsent(evaluator, judge);
    if (other != null) {
      section.problem(
          "evaluators", "must not name an evaluator of judge '" + other + "'", evaluator);
    }
  }
}
