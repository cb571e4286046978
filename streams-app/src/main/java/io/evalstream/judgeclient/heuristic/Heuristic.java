package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Map;

/// A count that stands in for the judgement of one built-in evaluator.
@FunctionalInterface
interface Heuristic {

  /// @param fields at least those that the evaluator requires
  Finding find(Map<Field, String> fields);
}
