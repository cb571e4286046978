package io.evalstream.offline;

import io.evalstream.judge.Outcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which judgements without a label may have one another time.
final class Passing {

  private Passing() {}

  /// Those among outcomes with their numbers.
  static Map<String, Long> of(Stream<Map<String, Long>> outcomes) {
    Map<String, Long> passing = new TreeMap<>();
    outcomes.forEach(
        some ->
            some.forEach(
                (outcome, count) -> {
                  if (Outcome.named(outcome).filter(Outcome::mayPass).isPresent()) {
                    passing.merge(outcome, count, Long::sum);
                  }
                }));
    return passing;
  }
}
