package io.evalstream.judge;

import java.util.List;
import java.util.Map;

/// One question to a judge.
///
/// @param evaluationId identifies the judgement on every attempt
/// @param evaluator id of the evaluator that asks
/// @param prompt the question as an LLM reads it
/// @param labels the closed set of answers, in the order of the definition; empty for an open
///   question, whose answer is a text
/// @param fields the judged texts by field name (`question`, `response`, `documents`, ...), for
///   judges that do not read prompts
public record JudgeRequest(
    String evaluationId,
    String evaluator,
    Prompt prompt,
    List<String> labels,
    Map<String, String> fields) {

  public JudgeRequest {
    labels = List.copyOf(labels);
    fields = Map.copyOf(fields);
  }

  /// Whether the answer is a text of the judge's own.
  public boolean isOpen() {
    return labels.isEmpty();
  }
}
