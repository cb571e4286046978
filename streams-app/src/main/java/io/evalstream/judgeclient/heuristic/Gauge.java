package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts in the texts of one judgement what speaks for a failure. The counts are weighed by a
/// [Formula].
public interface Gauge {

  /// The names of what is counted, in the order of [Reading#values].
  List<String> features();

  /// Empty when the texts hold nothing to count.
  Optional<Reading> read(Map<Field, String> fields);
}
