package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Map;
import java.util.Optional;

/// A count that stands in for the judgement of one built-in evaluator.
@FunctionalInterface
interface Heuristic {

  /// Empty when the texts hold nothing to count.
  ///
  /// @param fields at least those that the evaluator requires
  Optional<Finding> find(Map<Field, String> fields);
}
