package io.evalstream.topic;

import io.evalstream.state.Conversation;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// What channels are told of alerts. Few keys, so they live in the heap; the cache before them
/// writes each changed one once per commit.
public final class ConversationStore {

  private ConversationStore() {}

  public static StoreBuilder<KeyValueStore<String, Conversation>> builder() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(StoreNames.CONVERSATIONS),
            Serdes.String(),
            new StateSerde<>(Conversation.class))
        .withCachingEnabled();
  }

  /// The conversations of the task of this processor.
  public static KeyValueStore<String, Conversation> open(ProcessorContext<?, ?> context) {
    return context.getStateStore(StoreNames.CONVERSATIONS);
  }
}
