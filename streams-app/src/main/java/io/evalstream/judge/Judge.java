package io.evalstream.judge;

import io.evalstream.async.Call;

/// Who answers the question of an evaluator: an LLM behind an HTTP API, or the built-in heuristic.
///
/// Failures that may pass come back as a retry; a reply is terminal, also one without a label. Safe
/// for use by many threads at once.
public interface Judge extends Call<JudgeRequest, JudgeReply>, AutoCloseable {

  /// The name that the configuration gives to this judge.
  String name();

  @Override
  void close();
}
