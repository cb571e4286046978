package io.evalstream.judge;

import io.evalstream.async.Call;
import java.util.Optional;

/// Who answers the question of an evaluator: an LLM behind an HTTP API, or the built-in heuristic.
///
/// Failures that may pass come back as a retry; a reply is terminal, also one without a label. Safe
/// for use by many threads at once.
public interface Judge extends Call<JudgeRequest, JudgeReply>, AutoCloseable {

  /// The name that the configuration gives to this judge.
  String name();

  /// What was answered before to the same question. Nobody is asked; empty when somebody has to be.
  default Optional<JudgeReply> recall(QuestionHash question) {
    return Optional.empty();
  }

  @Override
  void close();
}
