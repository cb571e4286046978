package io.evalstream.judgeclient.code;

import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.Method;
import io.evalstream.evaluator.Requirement;
import io.evalstream.evaluator.check.Check;
import io.evalstream.evaluator.check.Finding;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.LocalJudge;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;

/// Judges evaluators that are code, in this process: free, instant and always the same.
///
/// Safe for use by many threads at once.
public final class CodeJudge implements LocalJudge {

  private final String name;
  private final EvaluatorLibrary evaluators;

  public CodeJudge(String name, EvaluatorLibrary evaluators) {
    this.name = name;
    this.evaluators = evaluators;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public JudgeReply reply(JudgeRequest request) {
    Evaluator evaluator = evaluators.find(request.evaluator()).orElse(null);
    if (evaluator == null || !(evaluator.method() instanceof Method.Coded(Check check))) {
      return notEvaluable("'" + request.evaluator() + "' is no evaluator that is code");
    }
    for (Requirement needed : evaluator.inputs().requires()) {
      if (needed.anyOf().stream().allMatch(field -> text(request, field).isBlank())) {
        return notEvaluable("there is no " + needed);
      }
    }
    String text = text(request, evaluator.target().judged());
    if (text.length() > check.longestText()) {
      return new JudgeReply.Unlabelled(
          Outcome.TOO_LONG,
          "the text has %d characters, %s takes %d"
              .formatted(text.length(), check.kind().wireName(), check.longestText()),
          Usage.NONE);
    }
    Finding finding = check.find(text, request.fields().getOrDefault(check.kind().beside(), ""));
    String label = evaluator.label(finding.passes()).name();
    return new JudgeReply.Labelled(label, "code: " + finding.explanation(), Usage.NONE);
  }

  private static String text(JudgeRequest request, Field field) {
    return request.fields().getOrDefault(field.wireName(), "");
  }

  private static JudgeReply notEvaluable(String why) {
    return new JudgeReply.Unlabelled(Outcome.NOT_EVALUABLE, why, Usage.NONE);
  }
}
