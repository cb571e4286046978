package io.evalstream.app;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;

/// Leaves out the metrics of Kafka Streams that there are per task, node and store: their number
/// grows with the partitions, and they change names at each rebalance.
final class StreamsMeterFilter implements MeterFilter {

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return id.getName().startsWith("kafka.") && id.getTag("task.id") != null
        ? MeterFilterReply.DENY
        : MeterFilterReply.NEUTRAL;
  }
}
