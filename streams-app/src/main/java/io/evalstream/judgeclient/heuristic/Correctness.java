package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Map;

/// Correctness by the reference answer; without one, by the support of the documents.
record Correctness(Heuristic byReference, Heuristic bySupport) implements Heuristic {

  @Override
  public Finding find(Map<Field, String> fields) {
    if (!fields.getOrDefault(Field.REFERENCE_ANSWER, "").isBlank()) {
      return byReference.find(fields);
    }
    return switch (bySupport.find(fields)) {
      case Finding.Decided found ->
          new Finding.Decided(
              found.fails(), found.label(), "no reference answer, so " + found.measure());
      case Finding.Unknown unknown -> unknown;
    };
  }
}
