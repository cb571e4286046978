package io.evalstream.judgeclient;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.config.ConfigReader;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.devcluster.stub.Answerer;
import io.evalstream.devcluster.stub.Faults;
import io.evalstream.devcluster.stub.JudgeStub;
import io.evalstream.devcluster.stub.ReplyFormat;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.evaluator.EvaluatorLibrary;
import io.evalstream.evaluator.Field;
import io.evalstream.evaluator.HostileTexts;
import io.evalstream.evaluator.PromptWriter;
import io.evalstream.judge.Explain;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.JudgeRequest;
import io.evalstream.judge.QuestionHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// The judge of a configuration, as the monitor opens it, and the stub that it calls.
record StubbedJudge(JudgeStub stub, Judge judge) implements AutoCloseable {

  private static final Evaluator FAITHFULNESS =
      EvaluatorLibrary.builtIn().find("faithfulness").orElseThrow();
  private static final PromptWriter PROMPTS = new PromptWriter();
  private static final Attempt ATTEMPT = new Attempt("e-1", 1, Duration.ofSeconds(20));

  /// Every form of structured output of every API.
  static Stream<Arguments> forms() {
    return Stream.of("openai", "anthropic")
        .flatMap(
            api ->
                Stream.of(ReplyFormat.values())
                    .filter(form -> api.equals("openai") || form != ReplyFormat.JSON_OBJECT)
                    .map(form -> Arguments.of(api, form)));
  }

  /// @param api as configurations name it
  static StubbedJudge open(String api, Answerer answerer, Faults faults)
      throws InvalidConfigException {
    JudgeStub stub = JudgeStub.start(0, answerer, faults);
    String yaml =
        "{ api: %s, base_url: '%s', model: stub-1, cache_entries: 0 }"
            .formatted(api, stub.baseUrl());
    JudgeConfig config =
        ConfigReader.readText(
            "judge.yaml",
            yaml,
            Map.of(),
            section -> JudgeConfig.read("default", section, Map.of()));
    return new StubbedJudge(
        stub, Judges.open(config, Redaction.NONE, _ -> {}, InstantSource.system()));
  }

  /// Asks whether a response is faithful.
  JudgeReply ask(Explain explain, String question, String response) throws Exception {
    return JudgeContract.answer(call(explain, question, response));
  }

  CallResult<JudgeReply> call(Explain explain, String question, String response) throws Exception {
    Map<Field, String> fields =
        Map.of(
            Field.QUESTION, question,
            Field.DOCUMENTS, "The shop opens at nine.",
            Field.RESPONSE, response);
    return judge.call(
        new JudgeRequest(
            "e-1",
            FAITHFULNESS.id(),
            QuestionHash.of(List.of("q-1")),
            PROMPTS.write(FAITHFULNESS, fields, HostileTexts.NONCE, explain == Explain.ALWAYS),
            FAITHFULNESS.labelNames(),
            Set.of("unfaithful"),
            explain,
            Map.of()),
        ATTEMPT);
  }

  @Override
  public void close() {
    judge.close();
    stub.close();
  }
}
