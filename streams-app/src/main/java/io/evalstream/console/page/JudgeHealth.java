package io.evalstream.console.page;

import io.evalstream.async.Gate;
import io.evalstream.async.Quota;
import java.util.Locale;

/// How a judge is for this process.
///
/// @param kind of the badge
/// @param detail what is wrong; empty when nothing is
/// @param left what is left of the allowances of a minute
record JudgeHealth(
    String state, String kind, String detail, String breaker, String inFlight, String left) {

  static JudgeHealth of(Gate gate) {
    boolean usable = gate.standing().usable();
    boolean closed = gate.state().equals("closed");
    String state = usable ? closed ? proven(gate) : gate.state() : "not usable";
    return new JudgeHealth(
        state.replace('_', ' '),
        usable ? closed ? gate.isProven() ? "pass" : "none" : "warn" : "fail",
        usable ? "" : gate.standing().reason() + ": " + gate.standing().detail(),
        gate.breaker().replace('_', ' '),
        "%d of %d".formatted(gate.inFlight(), gate.limit()),
        left(gate));
  }

  private static String proven(Gate gate) {
    return gate.isProven() ? "answers" : "not called yet";
  }

  private static String left(Gate gate) {
    double requests = gate.left(Quota.Kind.REQUESTS);
    double tokens = gate.left(Quota.Kind.UNITS);
    if (Double.isInfinite(requests) && Double.isInfinite(tokens)) {
      return "no limit is known";
    }
    return String.format(Locale.ROOT, "%s requests, %s tokens", orAny(requests), orAny(tokens));
  }

  private static String orAny(double left) {
    return Double.isInfinite(left) ? "any" : Numbers.count(Math.round(left));
  }
}
