package io.evalstream.console.page;

import io.evalstream.agreement.AgreementBoard;
import io.evalstream.alert.AlertConfig;
import io.evalstream.alert.DriftBoard;
import io.evalstream.app.Configs;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A monitor as pages see it.
final class Monitored {

  private static final String YAML =
      """
      alerts:
        - { rule: faithfulness-high, evaluator: faithfulness, above: 0.10, over: 1h }
      """;

  private Monitored() {}

  static PageConfig config() throws InvalidConfigException {
    return Configs.read(
        YAML,
        root ->
            new PageConfig(
                RateConfig.read(root.section("rates"), Duration.ofHours(1)),
                AlertConfig.read(root, Set.of(), List.of()),
                NotifyConfig.read(root),
                new AskedEvaluators(EvaluatorLibrary.builtIn(), Map.of(), Map.of(), Map.of())));
  }

  static PageBoards boards(InstantSource clock) {
    Meters meters = new Meters(new SimpleMeterRegistry());
    return new PageBoards(
        new FunnelBoard(), new AgreementBoard(meters), new DriftBoard(meters, clock), List.of());
  }
}
