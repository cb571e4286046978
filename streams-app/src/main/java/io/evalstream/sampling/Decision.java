package io.evalstream.sampling;

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
}
