package io.evalstream.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/// One processor through restarts: its stores and the clock stay, all else is made anew.
public final class ProcessorLives<V, R> {

  private final ManualClock clock;
  private final List<StateStore> stores = new ArrayList<>();
  private final List<R> forwarded = new ArrayList<>();
  private MockProcessorContext<String, R> context = new MockProcessorContext<>(new Properties());
  private Processor<String, V, String, R> processor;

  public ProcessorLives(
      ManualClock clock,
      List<? extends StoreBuilder<?>> builders,
      Supplier<? extends Processor<String, V, String, R>> first) {
    this.clock = clock;
    for (StoreBuilder<?> builder : builders) {
      StateStore store =
          ((StoreBuilder<?>) builder.withLoggingDisabled().withCachingDisabled()).build();
      store.init(context.getStateStoreContext(), store);
      stores.add(store);
    }
    begin(first);
  }

  /// Ends this life and begins the next.
  public void restart(Supplier<? extends Processor<String, V, String, R>> next) {
    processor.close();
    begin(next);
  }

  private void begin(Supplier<? extends Processor<String, V, String, R>> next) {
    context = new MockProcessorContext<>(new Properties());
    stores.forEach(context::addStateStore);
    processor = next.get();
    processor.init(context);
    collect();
  }

  public void process(String key, V value) {
    processor.process(new Record<>(key, value, clock.millis()));
    collect();
  }

  /// Lets time pass; every timer of this life goes off once.
  public void after(Duration time) {
    clock.advance(time);
    context.scheduledPunctuators().stream()
        .filter(timer -> !timer.cancelled())
        .toList()
        .forEach(timer -> timer.getPunctuator().punctuate(clock.millis()));
    collect();
  }

  private void collect() {
    context.forwarded().forEach(forward -> forwarded.add(forward.record().value()));
    context.resetForwards();
  }

  /// What went out in all lives.
  public List<R> forwarded() {
    return forwarded;
  }

  public boolean ticks() {
    return context.scheduledPunctuators().stream().anyMatch(timer -> !timer.cancelled());
  }

  /// How often the one timer of this life goes off; zero without one.
  public Duration pace() {
    return context.scheduledPunctuators().stream()
        .filter(timer -> !timer.cancelled())
        .map(MockProcessorContext.CapturedPunctuator::getInterval)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  public List<String> keys(String store) {
    List<String> keys = new ArrayList<>();
    KeyValueStore<String, Object> entries = context.getStateStore(store);
    try (KeyValueIterator<String, Object> all = entries.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }
}
