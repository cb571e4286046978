package io.evalstream.bench.oracle;

import io.evalstream.metric.FunnelStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Holds what a monitor has made to what it must have made.
///
/// *Guarantees:* every rule has a test with a planted fault that it finds.
public final class Oracle {

  private static final int SHOWN_OF_EACH = 10;

  private Oracle() {}

  /// Every violation; of a rule that is broken often, the first ones and how many more there are.
  public static List<Violation> violations(Expected expected, Observed observed) {
    return Stream.of(
            EvaluationRules.violations(expected, observed.evaluations()),
            TraceRules.violations(expected, observed),
            FunnelRules.violations(expected, observed),
            RateRules.violations(observed),
            deadLetters(expected, observed))
        .flatMap(List::stream)
        .toList();
  }

  /// Whether the funnel tells that everything has arrived and ended.
  public static boolean allHasEnded(Expected expected, Map<FunnelStep, Long> funnel) {
    return FunnelRules.allHasEnded(expected, funnel);
  }

  /// Whether all that ended is in final rates; until then it is too early to ask for violations.
  ///
  /// @param ended judgements and traces
  public static boolean ratesSettled(List<RateWindow> rates, long ended) {
    return RateRules.settled(rates, ended);
  }

  private static List<Violation> deadLetters(Expected expected, Observed observed) {
    return expected.deadLetters() == observed.deadLetters()
        ? List.of()
        : List.of(
            new Violation(
                "each bad record is one dead letter",
                "expected " + expected.deadLetters() + ", were " + observed.deadLetters()));
  }

  /// The first details as violations of a rule.
  static List<Violation> brief(String rule, List<String> details) {
    List<Violation> violations = new ArrayList<>();
    details.stream()
        .limit(SHOWN_OF_EACH)
        .forEach(detail -> violations.add(new Violation(rule, detail)));
    if (details.size() > SHOWN_OF_EACH) {
      violations.add(new Violation(rule, (details.size() - SHOWN_OF_EACH) + " more"));
    }
    return violations;
  }
}
