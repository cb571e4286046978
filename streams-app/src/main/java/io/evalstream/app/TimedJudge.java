package io.evalstream.app;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.QuestionHash;
import io.evalstream.metric.Meters;
import io.evalstream.metric.Metric;
import java.time.Duration;
import java.util.Optional;

/// Measures the calls to a judge.
record TimedJudge(Judge judge, Meters meters) implements Judge {

  @Override
  public String name() {
    return judge.name();
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest question, Attempt attempt) throws Exception {
    long started = System.nanoTime();
    String result = "exception";
    try {
      CallResult<JudgeReply> answer = judge.call(question, attempt);
      result = name(answer);
      return answer;
    } finally {
      meters.time(
          Metric.JUDGE_REQUEST_DURATION,
          Duration.ofNanos(System.nanoTime() - started),
          judge.name(),
          result);
    }
  }

  @Override
  public Optional<JudgeReply> recall(QuestionHash question) {
    return judge.recall(question);
  }

  private static String name(CallResult<JudgeReply> answer) {
    return switch (answer) {
      case CallResult.Answered<JudgeReply>(JudgeReply.Labelled _) -> "judged";
      case CallResult.Answered<JudgeReply>(JudgeReply.Unlabelled unlabelled) ->
          unlabelled.outcome().wireName();
      case CallResult.Retry<JudgeReply> _ -> "retry";
      case CallResult.Pause<JudgeReply> _ -> "pause";
    };
  }

  @Override
  public void close() {
    judge.close();
  }
}
