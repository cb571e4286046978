package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;

/// A judge who answers as a test says.
record TestJudge(String name, Call<JudgeRequest, JudgeReply> answers) implements Judge {

  static TestJudge of(String name, Call<JudgeRequest, JudgeReply> answers) {
    return new TestJudge(name, answers);
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest question, Attempt attempt) throws Exception {
    return answers.call(question, attempt);
  }

  @Override
  public void close() {}
}
