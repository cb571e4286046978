package io.evalstream.notify;

import io.evalstream.event.Alert;
import io.evalstream.event.AlertComparison;
import io.evalstream.event.AlertDrift;
import io.evalstream.event.AlertExample;
import io.evalstream.event.AlertPart;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Alerts that tests speak of.
final class Alerts {

  static final Instant FIRED = Instant.parse("2026-11-24T12:00:30Z");

  /// 18 of 144 unweighted judgements failed; 150 had ended.
  static final Alert FIRING =
      Alert.newBuilder()
          .setAlertKey("faithfulness-high|docs-bot")
          .setTransitionId("faithfulness-high|docs-bot#2")
          .setRule("faithfulness-high")
          .setApp("docs-bot")
          .setEvaluator("faithfulness")
          .setDimension("all")
          .setValue("*")
          .setState("firing")
          .setPreviousState("pending")
          .setThreshold(0.05)
          .setRate(0.125)
          .setLow(0.08)
          .setHigh(0.19)
          .setJudged(144)
          .setEffectiveN(144)
          .setOverMs(3_600_000)
          .setSince(Instant.parse("2026-11-24T11:50:00Z"))
          .setTransitionedAt(FIRED)
          .setFiredAt(FIRED)
          .setMethod("sequential")
          .setOdds(43_210.7)
          .setFalseAlarmsPer30Days(1.0)
          .setEnded(150)
          .setComparison(new AlertComparison("the 24 h before", 0.031, 0.022, 0.043, 1_200L))
          .setParts(
              List.of(
                  new AlertPart("diagnosis", "retrieval_miss", 0.62, 0.4, 0.8, 18L),
                  new AlertPart("model", "gpt-small", 0.25, 0.15, 0.38, 48L),
                  new AlertPart("prompt_version", "v7", 0.21, 0.13, 0.31, 80L)))
          .setExamples(
              List.of(
                  new AlertExample(
                      "trace-a",
                      "unfaithful",
                      "How long is the warranty?",
                      "Ten years.",
                      "The document says two years."),
                  new AlertExample("trace-b", "unfaithful", null, null, null)))
          .setExampleTraces(List.of("trace-b", "trace-a"))
          .setSummary("Answers of docs-bot are not grounded in what was retrieved.")
          .setNotify(List.of("slack"))
          .build();

  static final Alert RESOLVED =
      Alert.newBuilder(FIRING)
          .setTransitionId("faithfulness-high|docs-bot#3")
          .setState("resolved")
          .setPreviousState("firing")
          .setRate(0.0007)
          .setLow(0)
          .setHigh(0.026)
          .setEffectiveN(90.5)
          .setOdds(null)
          .setComparison(null)
          .setParts(List.of())
          .setExamples(List.of())
          .setSince(Instant.parse("2026-11-24T14:30:00Z"))
          .setTransitionedAt(Instant.parse("2026-11-24T14:35:00Z"))
          .setExampleTraces(List.of())
          .setSummary("")
          .build();

  /// Two hours later nobody looks any more.
  static final Alert RULE_REMOVED =
      Alert.newBuilder(RESOLVED)
          .setReason("rule_removed")
          .setThreshold(null)
          .setRate(null)
          .setHigh(1)
          .setJudged(0)
          .setEffectiveN(0)
          .setEnded(0)
          .setOverMs(0)
          .setSince(Instant.parse("2026-11-24T14:00:30Z"))
          .setTransitionedAt(Instant.parse("2026-11-24T14:00:30Z"))
          .setSummary("docs-bot faithfulness: the rule was taken out of the configuration")
          .build();

  /// Three hours later it still fires.
  static final Alert REMINDER =
      Alert.newBuilder(FIRING)
          .setReminder(1)
          .setTransitionedAt(Instant.parse("2026-11-24T15:00:30Z"))
          .build();

  static final Alert WORSE =
      Alert.newBuilder(FIRING)
          .setRule("worse-than-yesterday")
          .setCondition("worse_than_baseline")
          .setThreshold(null)
          .build();

  static final Alert NOT_JUDGED =
      Alert.newBuilder(FIRING)
          .setRule("unjudged")
          .setCondition("not_judged")
          .setThreshold(0.02)
          .setMethod("interval")
          .setOdds(null)
          .setComparison(null)
          .setParts(List.of())
          .setExamples(List.of())
          .setExampleTraces(List.of())
          .setSummary("")
          .build();

  static final Alert ABSENT =
      Alert.newBuilder(NOT_JUDGED)
          .setRule("silent")
          .setCondition("absent")
          .setThreshold(null)
          .setRate(null)
          .setLow(0)
          .setHigh(1)
          .setJudged(0)
          .setEffectiveN(0)
          .setEnded(0)
          .setMethod("none")
          .setFalseAlarmsPer30Days(null)
          .build();

  static final Alert DRIFT =
      Alert.newBuilder(ABSENT)
          .setRule("questions-moved")
          .setEvaluator("*")
          .setCondition("drift")
          .setMethod("windows")
          .setSummary(
              "Questions to docs-bot: their embeddings moved by 4.2 % of the variance of the"
                  + " baseline (z 12.3), 1,234 of them against 24,000; beyond chance in 3 windows in a"
                  + " row")
          .setDrift(
              new AlertDrift(
                  12.3,
                  0.042,
                  1_234L,
                  24_000L,
                  Instant.parse("2026-11-24T11:00:00Z"),
                  Instant.parse("2026-11-24T12:00:00Z")))
          .build();

  static final Alert UNUSABLE =
      Alert.newBuilder(ABSENT)
          .setRule("judge-unusable")
          .setCondition("unusable")
          .setSubject("judge")
          .setApp("*")
          .setEvaluator("*")
          .setDimension("judge")
          .setValue("default")
          .setOverMs(0)
          .setSummary("Judge default cannot be used (quota): no quota left.")
          .build();

  static final Alert DISAGREES =
      Alert.newBuilder(UNUSABLE)
          .setRule("judge-drift")
          .setCondition("disagrees")
          .setEvaluator("faithfulness")
          .setSummary("Judge default agrees with 81 % of the golden labels of faithfulness.")
          .build();

  static final Links LINKS =
      new Links(
          Map.of(
              "dashboard",
              new LinkTemplate("https://grafana.example/d/evals?var-app={app}&from={from}&to={to}"),
              "traces",
              new LinkTemplate("https://phoenix.example/projects/{app}?label={evaluator}"),
              "trace",
              new LinkTemplate("https://phoenix.example/traces/{trace_id}"),
              "runbook",
              new LinkTemplate("https://wiki.example/{rule}")));

  private Alerts() {}

  static Message message(Alert alert) {
    return new Message(alert, Severity.of(alert), FIRED, null);
  }
}
