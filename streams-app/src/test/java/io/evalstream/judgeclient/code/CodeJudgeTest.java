package io.evalstream.judgeclient.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.config.ConfigReader;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.judge.Explain;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Prompt;
import io.evalstream.judge.QuestionHash;
import io.evalstream.judge.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeJudgeTest {

  private final CodeJudge judge = new CodeJudge("code", EvaluatorLibrary.builtIn());

  @Test
  void textThatKeepsTheRule_hasThePassingLabel() {
    JudgeReply reply = ask("exact_match", Map.of("response", "Nine", "reference_answer", "Nine"));

    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Labelled("match", "code: the same as the reference answer", Usage.NONE));
  }

  @Test
  void textThatBreaksTheRule_hasTheFailingLabel() {
    JudgeReply reply =
        ask("contains_citation", Map.of("response", "At nine.", "documents", "[d]\nNine."));

    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Labelled(
                "uncited", "code: cites none of the 1 documents and 0 links", Usage.NONE));
  }

  @Test
  void missingField_isNotEvaluable() {
    assertThat(ask("exact_match", Map.of("response", "Nine")))
        .isEqualTo(
            new JudgeReply.Unlabelled(
                Outcome.NOT_EVALUABLE, "there is no reference_answer", Usage.NONE));
  }

  @Test
  void textThatIsTooLongForAPattern_isTooLong() throws Exception {
    EvaluatorLibrary library =
        ConfigReader.readText(
            "evalstream.yaml",
            "evaluators: [ { id: digits, code: { regex: { pattern: '[0-9]' } } } ]",
            Map.of(),
            root -> EvaluatorLibrary.builtIn().withDefinitions(root.sections("evaluators")));

    JudgeReply reply =
        ask(new CodeJudge("code", library), "digits", Map.of("response", "x".repeat(100_001)));

    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Unlabelled(
                Outcome.TOO_LONG,
                "the text has 100001 characters, regex takes 100000",
                Usage.NONE));
  }

  @Test
  void evaluatorOfAnotherJudge_isNotEvaluable() {
    assertThat(ask("faithfulness", Map.of("response", "Nine")))
        .isInstanceOfSatisfying(
            JudgeReply.Unlabelled.class,
            reply -> assertThat(reply.outcome()).isEqualTo(Outcome.NOT_EVALUABLE));
  }

  private JudgeReply ask(String evaluator, Map<String, String> fields) {
    return ask(judge, evaluator, fields);
  }

  private static JudgeReply ask(CodeJudge judge, String evaluator, Map<String, String> fields) {
    JudgeRequest request =
        new JudgeRequest(
            "e-1",
            evaluator,
            QuestionHash.NONE,
            new Prompt("", ""),
            List.of(),
            Set.of(),
            Explain.ALWAYS,
            fields);
    CallResult<JudgeReply> result =
        judge.call(request, new Attempt("e-1", 1, Duration.ofSeconds(1)));
    return ((CallResult.Answered<JudgeReply>) result).answer();
  }
}
