package io.evalstream.console.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evalstream.app.MonitorConfig;
import io.evalstream.config.InvalidConfigException;
import io.evalstream.evaluator.Evaluator;
import io.evalstream.event.ChatEvent;
import io.evalstream.event.JudgedTrace;
import io.evalstream.judge.Prompt;
import io.evalstream.judgement.Rehearsal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionViewTest {

  private static final String CONFIG =
      """
      kafka: { bootstrap.servers: "localhost:1", schema.registry.url: "http://localhost:1" }
      apps:
        - id: shop-bot
          sampling: [ { when: { feedback: thumbs_down }, rate: 1.0 }, { rate: 0.05 } ]
          evaluators: [ faithfulness, json_valid, promise ]
        - id: docs-bot
          evaluators: [ { id: faithfulness, sampling: 0.5 } ]
      evaluators:
        - id: promise
          question: Does the answer promise a <refund>?
          labels: { promised: fail, none: pass }
          examples: [ { response: "You get it back.", label: promised, explanation: It says so. } ]
      judges:
        default: { api: heuristic }
        other: { api: openai, base_url: "http://localhost:1", model: m, evaluators: [ promise ] }
      """;

  private final AskedEvaluators evaluators = evaluators();
  private final Templates templates = new Templates();

  @Test
  void prompt_isTheOneThatTheJudgeWouldGet() {
    Evaluator faithfulness = evaluator("faithfulness");
    JudgedTrace trace = Stories.UNGROUNDED;
    Prompt prompt =
        Rehearsal.of(
                faithfulness,
                trace.getEvent(),
                trace.getRetrievals(),
                evaluators.explain(faithfulness))
            .request()
            .prompt();

    String html = write(faithfulness, trace);

    assertThat(html)
        .contains(ShownText.html(prompt.system()), ShownText.html(prompt.user()))
        .contains("is a random number", "Texts: question, history, documents, response");
  }

  @Test
  void promptThatIsVeryLong_leadsToTheWholeTrace() {
    ChatEvent event =
        ChatEvent.newBuilder(Stories.UNGROUNDED.getEvent())
            .setResponse("word ".repeat(LongText.MOST / 4))
            .build();
    JudgedTrace trace = JudgedTrace.newBuilder(Stories.UNGROUNDED).setEvent(event).build();

    assertThat(write(evaluator("faithfulness"), trace))
        .contains("These are its first 100,000 of", "href=\"/api/v1/traces/" + trace.getTraceId());
  }

  @Test
  void use_tellsWhichShareOfTheTraces() {
    assertThat(evaluators.uses("faithfulness"))
        .extracting(AskedEvaluators.Use::app, AskedEvaluators.Use::share)
        .containsExactly(tuple("docs-bot", "50.0 %"), tuple("shop-bot", "5.0 to 100.0 %"));
  }

  @Test
  void definition_isShownWithItsExamplesAndItsJudge() {
    String html = write(evaluator("promise"), Stories.BARE);

    assertThat(html)
        .contains("promise a &lt;refund&gt;?", "You get it back.", "It says so.")
        .contains("<dt>Judge</dt><dd><bdi>other</bdi>", "in the configuration");
  }

  @Test
  void code_saysWhatItFinds() {
    String html = write(evaluator("json_valid"), Stories.UNGROUNDED);

    assertThat(html).contains("No judge is asked", "The code finds: <bdi>invalid");
    assertThat(html).doesNotContain("is a random number");
  }

  @Test
  void traceThatLacksAField_isSaidToEndWithoutACall() {
    assertThat(write(evaluator("faithfulness"), Stories.BARE))
        .contains("This trace has no documents: it ends as not_evaluable");
  }

  @Test
  void list_hasThoseThatAppsAskAndThoseOfTheConfiguration() {
    EvaluatorList list = EvaluatorList.of(evaluators);

    assertThat(list.rows())
        .extracting(EvaluatorList.Row::id, EvaluatorList.Row::judge)
        .containsExactly(
            tuple("faithfulness", "default"),
            tuple("json_valid", "code"),
            tuple("promise", "other"));
    assertThat(templates.write("evaluators", list))
        .contains("href=\"/evaluators/promise\"", "5.0 to 100.0 % of traces", "22 more");
  }

  private Evaluator evaluator(String id) {
    return evaluators.library().find(id).orElseThrow();
  }

  private String write(Evaluator evaluator, JudgedTrace trace) {
    return templates.write(
        "definition",
        DefinitionView.of(
            evaluator, evaluators, RehearsalView.of(evaluator, evaluators, trace), "", ""));
  }

  private static AskedEvaluators evaluators() {
    try {
      MonitorConfig config = MonitorConfig.readText("test", CONFIG, Map.of());
      return new AskedEvaluators(
          config.evaluators(), config.apps(), config.judges().judgeOf(), Map.of());
    } catch (InvalidConfigException e) {
      throw new AssertionError(e);
    }
  }
}
