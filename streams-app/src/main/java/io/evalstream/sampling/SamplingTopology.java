package io.evalstream.sampling;

import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/// Parts of traces in; the parts of traces that may be sampled out, chat events with the decision.
public record SamplingTopology(
    Sampler sampler, UnaryOperator<String> appLabel, Meters meters, FunnelBoard board) {

  public KStream<String, Arrival> sample(KStream<String, Arrival> arrivals) {
    return arrivals.process(
        () -> new SamplingProcessor(sampler, appLabel, meters, board),
        Named.as("sample"),
        StoreNames.FUNNEL);
  }
}
