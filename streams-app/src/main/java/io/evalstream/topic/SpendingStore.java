package io.evalstream.topic;

import io.evalstream.state.Spending;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// What the judgements of each app have cost today, in the state of one task. A day is one in UTC.
///
/// *Threading:* the stream thread only.
public final class SpendingStore {

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final KeyValueStore<String, Spending> store;
  private final InstantSource clock;

  private SpendingStore(KeyValueStore<String, Spending> store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Few keys, so they live in the heap; the cache before them writes each changed one once per
  /// commit.
  public static StoreBuilder<KeyValueStore<String, Spending>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.SPENDING),
            Serdes.String(),
            new StateSerde<>(Spending.class))
        .withCachingEnabled();
  }

  /// The spending of the task of this processor.
  public static SpendingStore open(ProcessorContext<?, ?> context, InstantSource clock) {
    return new SpendingStore(context.getStateStore(StoreNames.SPENDING), clock);
  }

  public void add(String app, double costUsd) {
    store.put(app, new Spending(today(), today(app) + costUsd));
  }

  /// US dollars.
  public double today(String app) {
    Spending spending = store.get(app);
    return spending == null || spending.getDay() != today() ? 0 : spending.getCostUsd();
  }

  private int today() {
    return Math.toIntExact(Math.floorDiv(clock.millis(), DAY_MILLIS));
  }
}
