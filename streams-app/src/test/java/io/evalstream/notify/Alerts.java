package io.evalstream.notify;

import io.evalstream.event.Alert;
import java.time.Instant;
import java.util.List;

/// Alerts that tests speak of.
final class Alerts {

  /// 18 of 144 unweighted judgements failed.
  static final Alert FIRING =
      Alert.newBuilder()
          .setAlertKey("faithfulness-high|docs-bot")
          .setTransitionId("t-1")
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
          .setTransitionedAt(Instant.parse("2026-11-24T12:00:30Z"))
          .setExampleTraces(List.of("trace-a", "trace-b"))
          .setSummary("Answers of docs-bot are not grounded in what was retrieved.")
          .build();

  static final Alert RESOLVED =
      Alert.newBuilder(FIRING)
          .setState("resolved")
          .setPreviousState("firing")
          .setRate(0.0007)
          .setLow(0)
          .setHigh(0.026)
          .setEffectiveN(90.5)
          .setSince(Instant.parse("2026-11-24T12:30:00Z"))
          .setTransitionedAt(Instant.parse("2026-11-24T14:35:00Z"))
          .setDimension("prompt_version")
          .setValue("v2")
          .setExampleTraces(List.of())
          .setSummary("")
          .build();

  private Alerts() {}
}
