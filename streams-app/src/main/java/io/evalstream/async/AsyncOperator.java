package io.evalstream.async;

import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// Supplies [AsyncProcessor]s with their stores: pass it to `KStream.process`.
///
/// @param works opens the work of a task; name its stores in `KStream.process`
/// @param control shared by all tasks of this operator
public record AsyncOperator<K, P, Q, A>(
    AsyncSettings settings,
    Serde<K> keySerde,
    Serde<P> requestSerde,
    WorkFactory<K, P, Q, A> works,
    AsyncControl control,
    AsyncListener listener)
    implements ProcessorSupplier<K, P, K, Result<P, A>> {

  @Override
  public Processor<K, P, K, Result<P, A>> get() {
    AsyncTask.Setup setup =
        new AsyncTask.Setup(
            settings, control, listener, VirtualThreadCall.RUNNER, new SplittableRandom());
    return new AsyncProcessor<>(setup, keySerde, requestSerde, works);
  }

  @Override
  public Set<StoreBuilder<?>> stores() {
    return Set.of(store(settings.pendingStore()), store(settings.attemptsStore()));
  }

  private static StoreBuilder<?> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withLoggingEnabled(ChangelogTopic.CONFIG);
  }
}
