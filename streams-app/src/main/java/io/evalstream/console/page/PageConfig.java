package io.evalstream.console.page;

import io.evalstream.alert.AlertConfig;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;

/// What pages tell of the configuration.
///
/// @param asked the evaluators, and which apps ask them
public record PageConfig(
    RateConfig rates, AlertConfig alerts, NotifyConfig notifying, AskedEvaluators asked) {

  EvaluatorLibrary evaluators() {
    return asked.library();
  }
}
