package io.evalstream.sampling;

import io.evalstream.async.AsyncControl;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.topic.StoreNames;
import io.evalstream.trace.Arrival;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Parts of traces in; the parts of traces that may be sampled out, chat events with the decision.
///
/// @param tasks of all instances together, which share each budget
/// @param watched whether alerts ask for the traffic of this app and evaluator
/// @param judging the operator whose backlog lowers the sampling
public record SamplingTopology(
    Map<String, AppSampling> apps,
    int tasks,
    Relief relief,
    BiPredicate<String, String> watched,
    AsyncControl judging,
    UnaryOperator<String> appLabel,
    InstantSource clock,
    Meters meters,
    FunnelBoard board) {

  /// What waits to be told of the traffic: few, small entries.
  public static StoreBuilder<KeyValueStore<String, Long>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.TRAFFIC), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /// Parts of traces in; how many chat events could be judged out, keyed by app.
  public KStream<String, Observation> traffic(KStream<String, Arrival> arrivals) {
    ProcessorSupplier<String, Arrival, String, Observation> traffic =
        () -> new TrafficProcessor(this);
    return arrivals.process(traffic, Named.as("traffic"), StoreNames.TRAFFIC);
  }

  public KStream<String, Arrival> sample(KStream<String, Arrival> arrivals) {
    SamplingMeters gauges = new SamplingMeters(meters);
    return arrivals.process(
        () -> new SamplingProcessor(this, gauges),
        Named.as("sample"),
        StoreNames.FUNNEL,
        StoreNames.SPENDING);
  }
}
