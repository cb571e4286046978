package io.evalstream.console.page;

import io.evalstream.alert.AlertConfig;
import io.evalstream.app.Configs;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;
import java.time.Duration;
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
}
