package io.evalstream.judging;

import io.evalstream.async.Peer;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import java.util.Map;

/// The evaluators, and who judges each.
///
/// @param judges judge name to the judge behind its gate
/// @param judgeOf evaluator to judge name; evaluators that are not in it go to `default`
public record Bench(
    EvaluatorLibrary evaluators,
    Map<String, Peer<JudgeRequest, JudgeReply>> judges,
    Map<String, String> judgeOf) {

  public static final String DEFAULT_JUDGE = "default";

  public Bench {
    judges = Map.copyOf(judges);
    judgeOf = Map.copyOf(judgeOf);
    if (!judges.containsKey(DEFAULT_JUDGE)) {
      throw new IllegalArgumentException("judges: there must be one named " + DEFAULT_JUDGE);
    }
  }

  String judgeName(String evaluator) {
    return judgeOf.getOrDefault(evaluator, DEFAULT_JUDGE);
  }

  Peer<JudgeRequest, JudgeReply> judge(String evaluator) {
    Peer<JudgeRequest, JudgeReply> peer = judges.get(judgeName(evaluator));
    if (peer == null) {
      throw new IllegalStateException("no judge is named " + judgeName(evaluator));
    }
    return peer;
  }
}
