package io.evalstream.app;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/// A judge that answers as it was told, and with the first label otherwise. It remembers what it
/// was asked.
///
/// *Threading:* safe for all threads once told.
public final class ScriptedJudge implements Judge {

  private record Line(Predicate<JudgeRequest> asked, CallResult<JudgeReply> answer) {}

  private final List<Line> script = Collections.synchronizedList(new ArrayList<>());
  private final List<JudgeRequest> asked = Collections.synchronizedList(new ArrayList<>());

  /// Answers an evaluator with a label.
  public ScriptedJudge says(String evaluator, String label) {
    return says(evaluator, "", label);
  }

  /// Answers an evaluator with a label when its prompt contains this text.
  public ScriptedJudge says(String evaluator, String text, String label) {
    return answers(
        evaluator,
        text,
        new CallResult.Answered<>(new JudgeReply.Labelled(label, "because", Usage.NONE)));
  }

  public ScriptedJudge answers(String evaluator, String text, CallResult<JudgeReply> answer) {
    script.add(
        new Line(
            request ->
                request.evaluator().equals(evaluator) && request.prompt().user().contains(text),
            answer));
    return this;
  }

  /// Forgets what it was told.
  public ScriptedJudge forget() {
    script.clear();
    return this;
  }

  /// Every question so far, in no order that matters.
  public List<JudgeRequest> asked() {
    return List.copyOf(asked);
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public CallResult<JudgeReply> call(JudgeRequest question, Attempt attempt) {
    asked.add(question);
    CallResult<JudgeReply> told =
        List.copyOf(script).stream()
            .filter(line -> line.asked.test(question))
            .map(Line::answer)
            .findFirst()
            .orElse(null);
    return told == null ? first(question) : told;
  }

  private static CallResult<JudgeReply> first(JudgeRequest question) {
    return new CallResult.Answered<>(
        new JudgeReply.Labelled(question.labels().getFirst(), "as told", Usage.NONE));
  }

  @Override
  public void close() {}
}
