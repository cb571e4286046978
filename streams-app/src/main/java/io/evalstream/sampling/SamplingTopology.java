package io.evalstream.sampling;

import io.evalstream.async.AsyncControl;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Parts of traces in; the parts of traces that may be sampled out, chat events with the decision.
///
/// @param tasks of all instances together, which share each budget
/// @param judging the operator whose backlog lowers the sampling
public record SamplingTopology(
    Map<String, AppSampling> apps,
    int tasks,
    Relief relief,
    AsyncControl judging,
    UnaryOperator<String> appLabel,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  public KStream<String, Arrival> sample(KStream<String, Arrival> arrivals) {
    SamplingMeters gauges = new SamplingMeters(meters);
    return arrivals.process(
        () -> new SamplingProcessor(this, gauges),
        Named.as("sample"),
        StoreNames.FUNNEL,
        StoreNames.SPENDING);
  }
}
