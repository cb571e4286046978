package io.evalstream.console.archive;

import io.evalstream.topic.Partition;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/// Records in the order of their partitions, and where reading goes on after them: written together
/// or not at all.
///
/// @param records judged traces, eval rates, alerts and feedback
/// @param next the offset that comes next, of each partition that was read
public record Batch(List<SpecificRecord> records, Map<Partition, Long> next) {

  public Batch {
    records = List.copyOf(records);
    next = Map.copyOf(next);
  }
}
