package io.evalstream.console.page;

import io.evalstream.alert.AlertConfig;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.notify.NotifyConfig;
import io.evalstream.rate.RateConfig;

/// What pages tell of the configuration.
public record PageConfig(
    RateConfig rates, AlertConfig alerts, NotifyConfig notifying, EvaluatorLibrary evaluators) {}
