package io.evalstream.judgeclient.heuristic;

import io.evalstream.evaluator.Field;
import java.util.Map;

/// A [Gauge] and the [Formula] that decides on which side its counts are.
///
/// @param passing the usual label of a pass
/// @param failing the usual label of a failure
record Weighed(Gauge gauge, Formula formula, String passing, String failing) implements Heuristic {

  @Override
  public Finding find(Map<Field, String> fields) {
    return gauge
        .read(fields)
        .map(this::decide)
        .orElse(new Finding.Unknown("the texts hold too few words to count"));
  }

  private Finding decide(Reading reading) {
    double score = formula.score(reading);
    boolean fails = score >= Formula.NEEDED;
    return new Finding.Decided(
        fails,
        fails ? failing : passing,
        "%s for %s (from %s); %s"
            .formatted(
                Excerpt.decimal(score), failing, Excerpt.decimal(Formula.NEEDED), reading.told()));
  }
}
