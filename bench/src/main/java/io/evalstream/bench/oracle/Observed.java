package io.evalstream.bench.oracle;

import io.evalstream.metric.FunnelStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a monitor has made, as its readers see it when everything has ended.
///
/// @param traces in no order
/// @param rates in the order in which the records of each window were written
/// @param windowLength of the rates
/// @param funnel summed up over the instances
public record Observed(
    List<Ended> evaluations,
    List<ClosedTrace> traces,
    List<RateWindow> rates,
    Duration windowLength,
    Map<FunnelStep, Long> funnel,
    int deadLetters) {

  public Observed {
    evaluations = List.copyOf(evaluations);
    traces = List.copyOf(traces);
    rates = List.copyOf(rates);
    funnel = Map.copyOf(funnel);
  }
}
