package io.evalstream.topic;

import io.evalstream.state.TracePart;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// Trace stores without a topology.
public final class TraceStores {

  private TraceStores() {}

  /// An empty one in the heap.
  public static TraceStore inMemory() {
    KeyValueStore<String, TracePart> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("traces"),
                Serdes.String(),
                new StateSerde<>(TracePart.class))
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>(new Properties()).getStateStoreContext(), store);
    return new TraceStore(store);
  }
}
