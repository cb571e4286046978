package io.evalstream.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Counts and measures by the list in [Metric]. A label of a counter or a timer takes at most
/// [#MOST_VALUES] values per metric; all others become [#OTHER]. Those stay for good. A gauge comes
/// and goes with what it is about, so whoever registers it bounds its labels.
///
/// *Threading:* safe for all threads.
public final class Meters {

  public static final String OTHER = "__other__";
  static final int MOST_VALUES = 200;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
    Duration.ofSeconds(60),
    Duration.ofMinutes(5),
    Duration.ofMinutes(30)
  };

  private record Key(Metric metric, List<String> values) {}

  private record LabelKey(Metric metric, int label) {}

  private final MeterRegistry registry;
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();
  private final Map<LabelKey, Set<String>> known = new ConcurrentHashMap<>();

  public Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /// Adds one.
  public void count(Metric metric, String... labels) {
    add(metric, 1, labels);
  }

  /// Shows a count of 0, so that what counts the increase of a series sees its first one.
  public void begin(Metric metric, String... labels) {
    add(metric, 0, labels);
  }

  public void add(Metric metric, double amount, String... labels) {
    counters.computeIfAbsent(key(metric, labels), this::counter).increment(amount);
  }

  public void time(Metric metric, Duration duration, String... labels) {
    timers.computeIfAbsent(key(metric, labels), this::timer).record(duration);
  }

  /// Registers a gauge. It stays until [#remove] is called with what comes back.
  ///
  /// @param labels no two gauges of a metric have the same; all values are kept
  public Meter gauge(Metric metric, Supplier<Number> value, String... labels) {
    expect(metric, Metric.Type.GAUGE);
    return Gauge.builder(metric.prometheusName(), value)
        .description(metric.help())
        .tags(tags(new Key(metric, values(metric, labels))))
        .strongReference(true)
        .register(registry);
  }

  public void remove(Meter meter) {
    registry.remove(meter);
  }

  private Counter counter(Key key) {
    expect(key.metric, Metric.Type.COUNTER);
    String name = key.metric.prometheusName();
    // The exposition format appends _total itself.
    return Counter.builder(name.substring(0, name.length() - "_total".length()))
        .description(key.metric.help())
        .tags(tags(key))
        .register(registry);
  }

  private Timer timer(Key key) {
    expect(key.metric, Metric.Type.HISTOGRAM);
    String name = key.metric.prometheusName();
    return Timer.builder(name.substring(0, name.length() - "_seconds".length()))
        .description(key.metric.help())
        .serviceLevelObjectives(BUCKETS)
        .tags(tags(key))
        .register(registry);
  }

  private Key key(Metric metric, String... labels) {
    List<String> values = new ArrayList<>(values(metric, labels));
    for (int i = 0; i < labels.length; i++) {
      values.set(i, capped(new LabelKey(metric, i), labels[i]));
    }
    return new Key(metric, values);
  }

  private static List<String> values(Metric metric, String... labels) {
    if (labels.length != metric.labels().size()) {
      throw new IllegalArgumentException(
          metric.prometheusName()
              + ": labels must be "
              + metric.labels()
              + ", was "
              + List.of(labels));
    }
    return List.of(labels);
  }

  private String capped(LabelKey label, String value) {
    Set<String> values = known.computeIfAbsent(label, absent -> ConcurrentHashMap.newKeySet());
    if (values.contains(value)) {
      return value;
    }
    if (values.size() >= MOST_VALUES) {
      return OTHER;
    }
    values.add(value);
    return value;
  }

  private static List<Tag> tags(Key key) {
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < key.values.size(); i++) {
      tags.add(Tag.of(key.metric.labels().get(i), key.values.get(i)));
    }
    return tags;
  }

  private static void expect(Metric metric, Metric.Type type) {
    if (metric.type() != type) {
      throw new IllegalArgumentException(
          metric.prometheusName() + ": must be a " + type + ", was " + metric.type());
    }
  }
}
