package io.evalstream.judge;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;

/// A judge in this process: it answers at once, and there is nothing that could fail or be closed.
public interface LocalJudge extends Judge {

  JudgeReply reply(JudgeRequest request);

  @Override
  default CallResult<JudgeReply> call(JudgeRequest request, Attempt attempt) {
    return new CallResult.Answered<>(reply(request));
  }

  @Override
  default void close() {}
}
