package io.evalstream.console.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.alert.DriftBoard;
import io.evalstream.alert.Tally;
import io.evalstream.async.Gate;
import io.evalstream.async.Quota;
import io.evalstream.console.archive.JudgeUse;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The judges, as the API tells of them: those of this process, and others that have judged.
///
/// @param drift how they agree with golden labels
/// @param use what each of their models did
record JudgeList(List<Gate> gates, List<DriftBoard.Standing> drift, List<JudgeUse> use) {

  List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    gates.forEach(gate -> names.add(gate.name()));
    use.forEach(one -> names.add(one.judge()));
    return List.copyOf(names);
  }

  JsonNode json(String judge) {
    ObjectNode json = Answers.object();
    json.put("judge", judge);
    json.set("this_instance", gate(judge));
    var agreement = json.putArray("agreement");
    drift.stream()
        .filter(standing -> standing.subject().judge().equals(judge))
        .map(JudgeList::agreement)
        .sorted((a, b) -> a.path("evaluator").asText().compareTo(b.path("evaluator").asText()))
        .forEach(agreement::add);
    var used = json.putArray("use");
    use.stream().filter(one -> one.judge().equals(judge)).map(JudgeList::use).forEach(used::add);
    return json;
  }

  /// Null for a judge that this process does not have.
  private @Nullable ObjectNode gate(String judge) {
    return gates.stream()
        .filter(gate -> gate.name().equals(judge))
        .map(JudgeList::gate)
        .findFirst()
        .orElse(null);
  }

  private static ObjectNode gate(Gate gate) {
    return Answers.object()
        .put("state", gate.state())
        .put("usable", gate.standing().usable())
        .put("reason", gate.standing().reason())
        .put("detail", gate.standing().detail())
        .put("breaker", gate.breaker())
        .put("in_flight", gate.inFlight())
        .put("concurrency_limit", gate.limit())
        .put("requests_remaining", orNull(gate.left(Quota.Kind.REQUESTS)))
        .put("tokens_remaining", orNull(gate.left(Quota.Kind.UNITS)));
  }

  private static ObjectNode agreement(DriftBoard.Standing standing) {
    Tally last = standing.last();
    Tally normal = standing.normal();
    return Answers.object()
        .put("evaluator", standing.subject().evaluator())
        .put("agreement", last.isEmpty() ? null : (Double) last.agreement())
        .put("low", last.interval().low())
        .put("high", last.interval().high())
        .put("judged", last.judged())
        .put("normal_agreement", normal.isEmpty() ? null : (Double) normal.agreement())
        .put("normal_judged", normal.judged())
        .put("lowest_agreement", standing.lowest())
        .put("drifted", standing.firing())
        .put("rounds", standing.rounds())
        .put("last_round_at", standing.lastRoundAt().toString());
  }

  private static ObjectNode use(JudgeUse use) {
    ObjectNode json = Answers.object();
    json.put("judge_model", use.judgeModel());
    json.put("evaluations", use.evaluations());
    json.set("outcomes", Answers.tree(use.outcomes()));
    json.put("input_tokens", use.inputTokens());
    json.put("output_tokens", use.outputTokens());
    json.put("cost_usd", use.costUsd());
    json.put("unpriced", use.unpriced());
    json.put("cached", use.cached());
    json.put("median_ms", use.medianMillis());
    json.put("p95_ms", use.p95Millis());
    return json;
  }

  /// JSON has no infinity.
  private static @Nullable Long orNull(double left) {
    return Double.isFinite(left) ? (Long) Math.round(left) : null;
  }
}
