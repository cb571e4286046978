package io.evalstream.devcluster.stub;

import java.util.List;
import java.util.Map;

/// Who decides what the stub judge says.
///
/// Safe for use by many threads at once.
@FunctionalInterface
public interface Answerer {

  /// Judges the texts.
  ///
  /// @param evaluator id of the evaluator that asks; empty where the request does not tell
  /// @param labels the answers to choose from
  /// @param blocks the judged texts by name (`question`, `response`, `document`, ...)
  /// @throws NoAnswerException when it cannot judge these texts
  Verdict answer(String evaluator, List<String> labels, Map<String, String> blocks);
}
