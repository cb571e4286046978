package io.evalstream.registry;

import io.evalstream.registry.RegistryException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers that may change, each kept for a time. Safe for use by many threads.
///
/// When nobody answers as the time is over, the old answer is kept for as long again: it was right
/// a while ago, and writing goes on.
final class Kept<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  private record Entry<V>(V value, Instant until) {}

  private final @Nullable Duration time;
  private final InstantSource clock;
  private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

  /// @param time null: for ever
  Kept(@Nullable Duration time, InstantSource clock) {
    this.time = time;
    this.clock = clock;
  }

  V get(K key, Function<K, V> ask) {
    Entry<V> known = entries.get(key);
    if (known != null && clock.instant().isBefore(known.until())) {
      return known.value();
    }
    V value = known == null ? ask.apply(key) : again(key, known.value(), ask);
    entries.put(key, new Entry<>(value, until()));
    return value;
  }

  private V again(K key, V old, Function<K, V> ask) {
    try {
      return ask.apply(key);
    } catch (RegistryException failure) {
      if (failure.reason() != Reason.UNREACHABLE) {
        throw failure;
      }
      LOG.atWarn()
          .addKeyValue("error", failure.getMessage())
          .log("the schema registry does not answer; what it said last still counts");
      return old;
    }
  }

  private Instant until() {
    return time == null ? Instant.MAX : clock.instant().plus(time);
  }
}
