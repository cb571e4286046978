package io.evalstream.rate;

import io.evalstream.event.EvalRate;
import io.evalstream.metric.Meters;
import io.evalstream.state.Observation;
import io.evalstream.state.RateState;
import io.evalstream.topic.StateSerde;
import io.evalstream.topic.StoreNames;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Observations by app in; eval rates out, keyed by series and window.
///
/// @param reviews what people say of judges
public record RateTopology(
    RateConfig config, RateBoard board, Reviews reviews, Meters meters, InstantSource clock) {

  /// Where to read what people say of judges.
  ///
  /// @param stores that a processor has to be connected with
  /// @param open reads those stores
  public record Reviews(List<String> stores, Function<ProcessorContext<?, ?>, Reviewed> open) {

    public static final Reviews NONE =
        new Reviews(
            List.of(), context -> (app, evaluator, version, judge, judged) -> Optional.empty());

    public Reviews {
      stores = List.copyOf(stores);
    }
  }

  /// Few, small entries that change often: they live in the heap, and the cache before them writes
  /// each changed one once per commit.
  public static StoreBuilder<KeyValueStore<String, RateState>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.RATES),
            Serdes.String(),
            new StateSerde<>(RateState.class))
        .withCachingEnabled();
  }

  public KStream<String, EvalRate> rate(KStream<String, Observation> observations) {
    ProcessorSupplier<String, Observation, String, EvalRate> rates =
        () -> new RateProcessor(config, board, reviews, meters, clock);
    List<String> stores = new ArrayList<>(reviews.stores());
    stores.add(StoreNames.RATES);
    return observations.process(rates, Named.as("rate"), stores.toArray(String[]::new));
  }
}
