package io.evalstream.bench.oracle;

import io.evalstream.metric.FunnelStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Two traces, all that was expected of them, and how it is observed when nothing went wrong: one
/// judgement expired, all others have their label.
final class PerfectRun {

  static final Judgement FAITHFUL = new Judgement("t1", "faithfulness", null);
  static final Judgement UNFAITHFUL = new Judgement("t2", "faithfulness", null);
  static final Judgement RELEVANT = new Judgement("t1", "document_relevance", "d1");
  static final Judgement EXPIRED = new Judgement("t2", "document_relevance", "d1");

  static final Expected EXPECTED =
      new Expected(
          Map.of(
              FAITHFUL, "faithful",
              UNFAITHFUL, "unfaithful",
              RELEVANT, "relevant",
              EXPIRED, "irrelevant"),
          Set.of("unfaithful", "irrelevant"),
          Set.of("judged", "expired"),
          4,
          Map.of(
              step("chat_event", "received"), 3L,
              step("chat_event", "sampled"), 2L,
              step("chat_event", "rejected"), 1L,
              step("chat_event", "duplicate"), 1L,
              step("retrieval_span", "received"), 2L,
              step("retrieval_span", "sampled"), 2L,
              step("faithfulness", "requested"), 2L,
              step("document_relevance", "requested"), 2L),
          1);

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Instant START = Instant.ofEpochSecond(1_000);

  private static final List<Ended> EVALUATIONS =
      List.of(
          ended(FAITHFUL, "judged", "faithful", false, 0),
          ended(UNFAITHFUL, "judged", "unfaithful", true, 1),
          ended(RELEVANT, "judged", "relevant", false, 2),
          new Ended(
              EXPIRED,
              id(EXPIRED),
              "app",
              "expired",
              null,
              null,
              0,
              null,
              START.plusSeconds(3),
              START.plusSeconds(4),
              0,
              3));

  private static final List<ClosedTrace> TRACES =
      List.of(
          closed("t1", Map.of(id(FAITHFUL), "judged", id(RELEVANT), "judged"), "0@0"),
          closed("t2", Map.of(id(UNFAITHFUL), "judged", id(EXPIRED), "expired"), "0@1"));

  private static final List<RateWindow> RATES =
      List.of(
          rate("faithfulness", Map.of("judged", 1L), Map.of("faithful", 1L), 0, false),
          rate("document_relevance", Map.of("judged", 1L, "expired", 1L), relevant(), 0, true),
          rate("faithfulness", Map.of("judged", 2L), bothLabels(), 1, true),
          rate("diagnosis", Map.of("judged", 2L), Map.of("ok", 1L, "ungrounded", 1L), 1, true));

  private static final Map<FunnelStep, Long> FUNNEL = funnel();

  List<Ended> evaluations = new ArrayList<>(EVALUATIONS);
  List<ClosedTrace> traces = new ArrayList<>(TRACES);
  List<RateWindow> rates = new ArrayList<>(RATES);
  Map<FunnelStep, Long> funnel = new HashMap<>(FUNNEL);
  int deadLetters = 1;

  Observed observed() {
    return new Observed(evaluations, traces, rates, WINDOW, funnel, deadLetters);
  }

  List<String> violations() {
    return Oracle.violations(EXPECTED, observed()).stream().map(Violation::toString).toList();
  }

  /// The rules that are broken.
  List<String> brokenRules() {
    return Oracle.violations(EXPECTED, observed()).stream()
        .map(Violation::rule)
        .distinct()
        .toList();
  }

  static FunnelStep step(String stage, String step) {
    return new FunnelStep("app", stage, step);
  }

  static String id(Judgement judgement) {
    return "id of " + judgement;
  }

  /// The second trace is ungrounded, all others are well.
  static ClosedTrace closed(String traceId, Map<String, String> outcomes, String place) {
    String diagnosis = traceId.equals("t2") ? "ungrounded" : "ok";
    return new ClosedTrace(traceId, "app", START, diagnosis, outcomes, place);
  }

  static Ended ended(
      Judgement judgement, String outcome, String label, boolean failing, long offset) {
    return ended(judgement, outcome, label, failing, 1, offset);
  }

  static Ended ended(
      Judgement judgement,
      String outcome,
      String label,
      boolean failing,
      int attempts,
      long offset) {
    return new Ended(
        judgement,
        id(judgement),
        "app",
        outcome,
        label,
        failing,
        attempts,
        "A1",
        START.plusSeconds(offset),
        START.plusSeconds(offset + 1),
        0,
        offset);
  }

  static RateWindow rate(
      String evaluator,
      Map<String, Long> outcomes,
      Map<String, Long> labels,
      long failing,
      boolean closed) {
    return new RateWindow(
        new RateWindow.Key("app", evaluator, START), outcomes, labels, failing, closed);
  }

  static Map<String, Long> bothLabels() {
    return Map.of("faithful", 1L, "unfaithful", 1L);
  }

  private static Map<String, Long> relevant() {
    return Map.of("relevant", 1L);
  }

  private static Map<FunnelStep, Long> funnel() {
    Map<FunnelStep, Long> funnel = new TreeMap<>(EXPECTED.funnel());
    funnel.put(step("faithfulness", "judged"), 2L);
    funnel.put(step("document_relevance", "judged"), 1L);
    funnel.put(step("document_relevance", "expired"), 1L);
    return funnel;
  }
}
