package io.evalstream.topic;

import io.evalstream.state.Spending;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// What the judgements of each app have taken, in the state of one task. A day is one in UTC.
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

  /// Judgements of one trace were planned.
  ///
  /// @param evaluators that the trace was sampled for
  public void planned(String app, int evaluators, int judgements) {
    Spending before = of(app);
    store.put(
        app,
        Spending.newBuilder(before)
            .setEvaluators(before.getEvaluators() + evaluators)
            .setJudgements(before.getJudgements() + judgements)
            .build());
  }

  /// A judgement has ended in a way that tells what one costs.
  public void answered(String app, double costUsd) {
    Spending before = of(app);
    store.put(
        app,
        Spending.newBuilder(before)
            .setAnswered(before.getAnswered() + 1)
            .setCostUsd(before.getCostUsd() + costUsd)
            .build());
  }

  /// As of now: what belongs to an earlier day is 0.
  public Spending of(String app) {
    int today = Math.toIntExact(Math.floorDiv(clock.millis(), DAY_MILLIS));
    Spending last = store.get(app);
    if (last == null) {
      return new Spending(today, 0.0, 0L, 0L, 0L);
    }
    return last.getDay() == today
        ? last
        : new Spending(today, 0.0, 0L, last.getEvaluators(), last.getJudgements());
  }
}
