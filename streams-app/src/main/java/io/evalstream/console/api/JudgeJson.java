package io.evalstream.console.api;

import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.Tally;
import io.evalstream.async.Gate;
import io.evalstream.async.Quota;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of a judge in this process, as the API tells it.
final class JudgeJson {

  private JudgeJson() {}

  static Map<String, @Nullable Object> of(Gate gate, DriftBoard drift) {
    Map<String, @Nullable Object> judge = new LinkedHashMap<>();
    judge.put("judge", gate.name());
    judge.put("state", gate.state());
    judge.put("usable", gate.standing().usable());
    judge.put("reason", gate.standing().reason());
    judge.put("detail", gate.standing().detail());
    judge.put("breaker", gate.breaker());
    judge.put("in_flight", gate.inFlight());
    judge.put("concurrency_limit", gate.limit());
    judge.put("requests_remaining", orNull(gate.left(Quota.Kind.REQUESTS)));
    judge.put("tokens_remaining", orNull(gate.left(Quota.Kind.UNITS)));
    judge.put("agreement", agreement(gate.name(), drift));
    return judge;
  }

  /// How the judge agrees with golden labels, by evaluator; empty where nothing is known here.
  private static List<Map<String, @Nullable Object>> agreement(String judge, DriftBoard drift) {
    return drift.standings().stream()
        .filter(standing -> standing.subject().judge().equals(judge))
        .sorted(Comparator.comparing(standing -> standing.subject().evaluator()))
        .map(JudgeJson::agreement)
        .toList();
  }

  private static Map<String, @Nullable Object> agreement(DriftBoard.Standing standing) {
    Map<String, @Nullable Object> agreement = new LinkedHashMap<>();
    Tally last = standing.last();
    Tally normal = standing.normal();
    agreement.put("evaluator", standing.subject().evaluator());
    agreement.put("agreement", last.isEmpty() ? null : (Double) last.agreement());
    agreement.put("low", last.interval().low());
    agreement.put("high", last.interval().high());
    agreement.put("judged", last.judged());
    agreement.put("normal_agreement", normal.isEmpty() ? null : (Double) normal.agreement());
    agreement.put("normal_judged", normal.judged());
    agreement.put("lowest_agreement", standing.lowest());
    agreement.put("drifted", standing.firing());
    agreement.put("rounds", standing.rounds());
    agreement.put("last_round_at", standing.lastRoundAt().toString());
    return agreement;
  }

  /// JSON has no infinity.
  private static @Nullable Long orNull(double left) {
    return Double.isFinite(left) ? (Long) Math.round(left) : null;
  }
}
