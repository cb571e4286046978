package io.evalstream.sampling;

import io.evalstream.trace.Trace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was decided of one chat event.
///
/// @param upstream share of the traffic that the producer publishes, in (0, 1]
/// @param choices one for each evaluator of the app that looks at such traces
record Decision(double upstream, List<Choice> choices) {

  static final Decision NOTHING = new Decision(1, List.of());

  /// What was decided for one evaluator.
  ///
  /// @param rate probability by rules and share, in [0, 1]
  /// @param scale what it was multiplied with, in (0, 1]
  record Choice(String evaluator, double rate, double scale, boolean sampled) {

    double probability() {
      return rate * scale;
    }
  }

  /// Evaluator to inclusion probability, for those that the trace is sampled for.
  Map<String, Double> probabilities() {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (Choice choice : choices) {
      if (choice.sampled) {
        probabilities.put(choice.evaluator, choice.probability() * upstream);
      }
    }
    return probabilities;
  }

  /// The same, and [Trace#DIAGNOSIS] to the probability of being sampled for every evaluator that
  /// looks at such traces, when the trace is.
  ///
  /// *How it works:* the subsets are nested, so whoever is sampled for the evaluator with the least
  /// probability is sampled for all. What a part of the evaluators says is another question of
  /// another part of the traffic, and no weight makes up for it.
  Map<String, Double> withDiagnosis() {
    Map<String, Double> probabilities = probabilities();
    if (!choices.isEmpty() && probabilities.size() == choices.size()) {
      probabilities.put(Trace.DIAGNOSIS, Collections.min(probabilities.values()));
    }
    return probabilities;
  }
}
