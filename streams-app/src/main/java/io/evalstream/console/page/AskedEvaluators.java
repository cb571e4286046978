package io.evalstream.console.page;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judgement.Bench;
import io.evalstream.sampling.AppSampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The evaluators of a monitor: which apps ask them of which share of their traces, and who judges.
///
/// @param apps what is sampled of each app
/// @param judges evaluator to the name of its judge
/// @param explaining evaluator to which of its labels come with an explanation
public record AskedEvaluators(
    EvaluatorLibrary library,
    Map<String, AppSampling> apps,
    Map<String, String> judges,
    Map<String, Explain> explaining) {

  public AskedEvaluators {
    apps = Map.copyOf(apps);
    judges = Map.copyOf(judges);
    explaining = Map.copyOf(explaining);
  }

  /// An app that asks an evaluator.
  ///
  /// @param least the least probability with which a trace is chosen, other than none
  /// @param most the greatest one
  record Use(String app, double least, double most) {

    /// `5.0 %`, or `5.0 to 100.0 %` where rules tell traces apart.
    String share() {
      return least == most ? Numbers.percent(least) : Numbers.interval(least, most);
    }
  }

  /// Those that an app asks, and those that the configuration defines, in the order of the library.
  List<Evaluator> asked() {
    return library.all().stream()
        .filter(evaluator -> evaluator.custom() || !uses(evaluator.id()).isEmpty())
        .toList();
  }

  /// In the order of the names of the apps.
  List<Use> uses(String evaluator) {
    List<Use> uses = new ArrayList<>();
    new TreeMap<>(apps)
        .forEach(
            (app, sampling) -> {
              if (sampling.evaluators().containsKey(evaluator)) {
                uses.add(
                    new Use(app, sampling.leastRate(evaluator), sampling.greatestRate(evaluator)));
              }
            });
    return uses;
  }

  /// Empty when nobody is asked, since it is code.
  String judge(Evaluator evaluator) {
    return evaluator.isCoded() ? "" : judges.getOrDefault(evaluator.id(), Bench.DEFAULT_JUDGE);
  }

  Explain explain(Evaluator evaluator) {
    return explaining.getOrDefault(evaluator.id(), Explain.ALWAYS);
  }
}
