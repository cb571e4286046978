package io.evalstream.topic;

import io.evalstream.metric.Funnel;
import io.evalstream.metric.FunnelBoard;
import io.evalstream.metric.FunnelStep;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The counts of the funnel in state. Few keys, so they live in the heap; the cache before them
/// writes each changed count once per commit.
public final class FunnelStore {

  private FunnelStore() {}

  public static StoreBuilder<KeyValueStore<String, Long>> builder() {
    return builder(StoreNames.FUNNEL);
  }

  /// For tasks that cannot share the store of the others.
  public static StoreBuilder<KeyValueStore<String, Long>> builder(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long())
        .withCachingEnabled();
  }

  /// The funnel of the task of this processor; what it counted before is put on the board.
  public static Funnel open(ProcessorContext<?, ?> context, FunnelBoard board) {
    return open(StoreNames.FUNNEL, context, board);
  }

  /// The same, of a store with a name of its own.
  public static Funnel open(String name, ProcessorContext<?, ?> context, FunnelBoard board) {
    KeyValueStore<String, Long> store = context.getStateStore(name);
    String task = context.taskId().toString();
    Entries.of(store)
        .forEach(count -> board.put(task, FunnelStep.fromText(count.key), count.value));
    return new Funnel(board, task, store::get, store::put);
  }
}
