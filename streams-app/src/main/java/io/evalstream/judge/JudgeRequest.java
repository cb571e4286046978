package io.evalstream.judge;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// One question to a judge.
///
/// @param evaluationId identifies the judgement on every attempt
/// @param evaluator id of the evaluator that asks
/// @param question the same for questions that are equal: of the same version of an evaluator,
///   about the same texts
/// @param prompt the question as an LLM reads it, for a reply of the kind that `explain` asks for
/// @param labels the closed set of answers, in the order of the definition; empty for an open
///   question, whose answer is a text
/// @param failing those of the labels that fail
/// @param explain which labels are to come with an explanation
/// @param fields the judged texts by field name (`question`, `response`, `documents`, ...), for
///   judges that do not read prompts
public record JudgeRequest(
    String evaluationId,
    String evaluator,
    QuestionHash question,
    Prompt prompt,
    List<String> labels,
    Set<String> failing,
    Explain explain,
    Map<String, String> fields) {

  public JudgeRequest {
    labels = List.copyOf(labels);
    failing = Set.copyOf(failing);
    fields = Map.copyOf(fields);
  }

  /// A question of its own, which no definition of an evaluator asks.
  ///
  /// @param id names the question; another one with the same id is the same question
  /// @param labels empty for an open question
  public static JudgeRequest of(String id, String evaluator, Prompt prompt, List<String> labels) {
    return new JudgeRequest(
        id,
        evaluator,
        QuestionHash.of(List.of(id)),
        prompt,
        labels,
        Set.of(),
        Explain.ALWAYS,
        Map.of());
  }

  /// Whether the answer is a text of the judge's own.
  public boolean isOpen() {
    return labels.isEmpty();
  }

  /// Whether an answer that was given before will not do.
  public boolean wantsNewAnswer() {
    return question.isNone();
  }

  /// The same question, to be answered anew.
  public JudgeRequest anew() {
    return new JudgeRequest(
        evaluationId, evaluator, QuestionHash.NONE, prompt, labels, failing, explain, fields);
  }

  /// The same question with another prompt.
  public JudgeRequest with(Prompt other) {
    return new JudgeRequest(
        evaluationId, evaluator, question, other, labels, failing, explain, fields);
  }
}
