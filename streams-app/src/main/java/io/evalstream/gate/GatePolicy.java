package io.evalstream.gate;

import io.evalstream.gate.Decision.Verdict;
import io.evalstream.gate.Reason.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What blocks the answers of an app.
///
/// `block` is said as soon as one rule finds it, `pass` when every rule has found the contrary.
/// Until then, and where that will never be, the verdict is `undecided`, and the fallbacks say
/// whether the answer may be shown.
///
/// @param rules one for each evaluator that may block; at least one
/// @param whenUndecided while a label is missing, or where a judgement ended without one
/// @param whenUnsampled where an evaluator is not asked about the trace
/// @param patience for labels, where the request does not say
public record GatePolicy(
    List<BlockRule> rules, Fallback whenUndecided, Fallback whenUnsampled, Duration patience) {

  public GatePolicy {
    rules = List.copyOf(rules);
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("gate: a policy must have at least one rule");
    }
  }

  boolean names(String evaluator) {
    return rules.stream().anyMatch(rule -> rule.evaluator().equals(evaluator));
  }

  /// @param neverAsked evaluators that this trace cannot be sampled for
  Decision decide(TraceLabels trace, Predicate<String> neverAsked) {
    List<Reason> reasons =
        rules.stream()
            .flatMap(rule -> rule.read(trace, neverAsked.test(rule.evaluator())).stream())
            .toList();
    if (found(reasons).anyMatch(Finding.BLOCKS::equals)) {
      return new Decision(Verdict.BLOCK, false, true, reasons);
    }
    if (found(reasons).allMatch(Finding.PASSES::equals)) {
      return new Decision(Verdict.PASS, true, true, reasons);
    }
    boolean allowed = found(reasons).allMatch(this::allows);
    boolean isFinal = found(reasons).noneMatch(Finding.AWAITED::equals);
    return new Decision(Verdict.UNDECIDED, allowed, isFinal, reasons);
  }

  private static Stream<Finding> found(List<Reason> reasons) {
    return reasons.stream().map(Reason::finding);
  }

  private boolean allows(Finding finding) {
    return switch (finding) {
      case BLOCKS -> false;
      case PASSES -> true;
      case NO_LABEL, AWAITED -> whenUndecided == Fallback.PASS;
      case NOT_ASKED -> whenUnsampled == Fallback.PASS;
    };
  }
}
