package io.evalstream.gate;

import io.evalstream.config.Section;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.sampling.AppSampling;
import java.time.Duration;
import java.util.Map;

/// Which apps have a gate, and what it may take.
///
/// ```yaml
/// gate:
///   block: [ { evaluator: faithfulness, labels: [ unfaithful ] }, toxicity ]
///   when_undecided: pass
///   apps:
///     clinic-bot: { when_undecided: block, wait: 4s }
/// ```
///
/// @param policies app to policy; empty: there is no gate
/// @param patience for labels, where neither the request nor a policy says
/// @param maxWait that a request may ask for
/// @param maxWaiting requests that wait at one time
/// @param remember how long labels are kept
/// @param maxLabels that are kept
/// @param evaluate limits of the judging at once
public record GateConfig(
    Map<String, GatePolicy> policies,
    Duration patience,
    Duration maxWait,
    int maxWaiting,
    Duration remember,
    int maxLabels,
    Evaluate evaluate) {

  public static final String KEY = "gate";

  public static final GateConfig OFF =
      new GateConfig(
          Map.of(),
          Duration.ofMillis(1500),
          Duration.ofSeconds(10),
          1000,
          Duration.ofMinutes(10),
          50_000,
          new Evaluate(16, 1_000_000, 100));

  private static final Duration SHORTEST = Duration.ZERO;

  /// Servers and proxies close connections on which nothing happens for longer.
  private static final Duration LONGEST = Duration.ofSeconds(20);

  public GateConfig {
    policies = Map.copyOf(policies);
  }

  /// Limits of what is judged at once.
  ///
  /// @param maxRunning requests at one time
  /// @param maxBytes of a trace
  /// @param maxJudgements of a trace
  public record Evaluate(int maxRunning, int maxBytes, int maxJudgements) {

    static Evaluate read(Section section) {
      return new Evaluate(
          section.integer("max_running", OFF.evaluate.maxRunning, 1, 1000),
          section.integer("max_bytes", OFF.evaluate.maxBytes, 1000, 10_000_000),
          section.integer("max_judgements", OFF.evaluate.maxJudgements, 1, 1000));
    }
  }

  public boolean isOn() {
    return !policies.isEmpty();
  }

  /// @param root of the configuration
  public static GateConfig read(
      Section root, Map<String, AppSampling> apps, EvaluatorLibrary evaluators) {
    if (!root.has(KEY)) {
      return OFF;
    }
    Section section = root.section(KEY);
    Duration maxWait = section.duration("max_wait", OFF.maxWait, Duration.ofMillis(1), LONGEST);
    Duration usual = OFF.patience.compareTo(maxWait) < 0 ? OFF.patience : maxWait;
    Duration patience = section.duration("wait", usual, SHORTEST, maxWait);
    return new GateConfig(
        new PolicyReader(apps, evaluators, patience, maxWait).readAll(section),
        patience,
        maxWait,
        section.integer("max_waiting", OFF.maxWaiting, 1, 100_000),
        section.duration("remember", OFF.remember, Duration.ofSeconds(10), Duration.ofHours(24)),
        section.integer("max_labels", OFF.maxLabels, 100, 5_000_000),
        Evaluate.read(section.section("evaluate")));
  }
}
