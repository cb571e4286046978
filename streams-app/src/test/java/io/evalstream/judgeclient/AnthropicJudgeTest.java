package io.evalstream.judgeclient;

import static io.evalstream.judgeclient.ScriptedApi.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.async.CallResult;
import io.evalstream.config.Secret;
import io.evalstream.judge.Judge;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(30)
class AnthropicJudgeTest implements JudgeContract {

  private static final String FAITHFUL =
      "{\"explanation\": \"The opening time is quoted.\", \"label\": \"faithful\"}";

  @RegisterExtension final Closing closing = new Closing();

  @Override
  public Judge judge() {
    try {
      return judge(api(says(FAITHFUL)));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void request_isAMessageWithASchema() throws Exception {
    ScriptedApi api = api(says(FAITHFUL));

    judge(api).call(GROUNDED, FIRST);

    ScriptedApi.Received request = api.received.take();
    assertThat(request.header("X-api-key")).isEqualTo("sk-ant-secret");
    assertThat(request.header("Anthropic-version")).isEqualTo("2023-06-01");
    assertThat(request.body())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"model": "judge-a", "max_tokens": 1024, "system": "You are a judge.",
                 "messages": [{"role": "user", "content": "Is it faithful?"}],
                 "output_config": {"format": {"type": "json_schema", "schema": {
                   "type": "object",
                   "properties": {
                     "explanation": {"type": "string"},
                     "label": {"type": "string", "enum": ["faithful", "unfaithful"]}},
                   "required": ["explanation", "label"],
                   "additionalProperties": false}}}}"""));
  }

  /// 1000 tokens and 200 from a cache at 2 dollars a million, 100 at 10: 0.0024 + 0.001.
  @Test
  void cachedTokens_countAsInput() throws Exception {
    JudgeReply reply = JudgeContract.answer(judge(api(says(FAITHFUL))).call(GROUNDED, FIRST));

    assertThat(reply.usage()).isEqualTo(new Usage("judge-a-2026", 1200, 100, 0.0034));
  }

  @Test
  void schemaNotUnderstood_becomesATool_thenWords() throws Exception {
    ScriptedApi api =
        api(
            error(400, "invalid_request_error", "output_config: Extra inputs are not permitted"),
            error(400, "invalid_request_error", "tool_choice is not supported by this model"),
            says(FAITHFUL));
    Judge judge = judge(api);

    JudgeReply reply = JudgeContract.answer(judge.call(GROUNDED, FIRST));

    assertThat(reply).isInstanceOf(JudgeReply.Labelled.class);
    assertThat(api.received.take().body().has("output_config")).isTrue();
    assertThat(api.received.take().body().at("/tool_choice/type").asText()).isEqualTo("tool");
    ScriptedApi.Received last = api.received.take();
    assertThat(last.body().has("tools")).isFalse();
    assertThat(last.body().has("output_config")).isFalse();
  }

  @Test
  void inputOfTheTool_isTheReply() throws Exception {
    ObjectNode body = Json.MAPPER.createObjectNode().put("stop_reason", "tool_use");
    body.putArray("content")
        .addObject()
        .put("type", "tool_use")
        .set("input", Json.MAPPER.readTree(FAITHFUL));

    JudgeReply reply =
        JudgeContract.answer(judge(api(status(200, body.toString()))).call(GROUNDED, FIRST));

    assertThat(reply)
        .isInstanceOfSatisfying(
            JudgeReply.Labelled.class,
            labelled -> {
              assertThat(labelled.label()).isEqualTo("faithful");
              assertThat(labelled.explanation()).isEqualTo("The opening time is quoted.");
            });
  }

  @Test
  void refusal_isARefusal() throws Exception {
    assertOutcome(api(message("I will not.", "refusal")), Outcome.REFUSED);
  }

  @Test
  void cutOffTwice_isTruncated() throws Exception {
    assertOutcome(api(message("{\"explanation\": \"The", "max_tokens")), Outcome.TRUNCATED);
  }

  @Test
  void promptTooLong_isTooLong() throws Exception {
    assertOutcome(
        api(error(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000")),
        Outcome.TOO_LONG);
  }

  @Test
  void spentAccount_pausesTheJudge() throws Exception {
    CallResult<JudgeReply> result =
        judge(api(error(400, "invalid_request_error", "Your credit balance is too low")))
            .call(GROUNDED, FIRST);

    assertThat(result)
        .isInstanceOfSatisfying(
            CallResult.Pause.class,
            pause -> assertThat(pause.pause()).isEqualTo(Duration.ofMinutes(10)));
  }

  @Test
  void overload_isARetryThatAsksForLess() throws Exception {
    CallResult<JudgeReply> result =
        judge(api(error(529, "overloaded_error", "Overloaded"))).call(GROUNDED, FIRST);

    assertThat(result)
        .isInstanceOfSatisfying(
            CallResult.Retry.class,
            retry -> {
              assertThat(retry.reason()).isEqualTo("http_529");
              assertThat(retry.overloaded()).isTrue();
            });
  }

  private void assertOutcome(ScriptedApi api, Outcome outcome) throws Exception {
    JudgeReply reply = JudgeContract.answer(judge(api).call(GROUNDED, FIRST));
    assertThat(reply)
        .isInstanceOfSatisfying(
            JudgeReply.Unlabelled.class,
            unlabelled -> assertThat(unlabelled.outcome()).isEqualTo(outcome));
  }

  private static ScriptedApi.Scene says(String text) {
    return message(text, "end_turn");
  }

  private static ScriptedApi.Scene message(String text, String stopReason) {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("type", "message")
            .put("model", "judge-a-2026")
            .put("stop_reason", stopReason);
    body.putArray("content").addObject().put("type", "text").put("text", text);
    body.putObject("usage")
        .put("input_tokens", 1000)
        .put("cache_read_input_tokens", 200)
        .put("output_tokens", 100);
    return status(200, body.toString());
  }

  private static ScriptedApi.Scene error(int status, String type, String message) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("type", "error");
    body.putObject("error").put("type", type).put("message", message);
    return status(status, body.toString());
  }

  private ScriptedApi api(ScriptedApi.Scene... scenes) throws Exception {
    return closing.after(new ScriptedApi(scenes));
  }

  private Judge judge(ScriptedApi api) {
    ChatApi settings =
        new ChatApi(
            new AnthropicWire(),
            URI.create(api.baseUrl()),
            "judge-a",
            new Secret("sk-ant-secret"),
            ChatApi.Auth.X_API_KEY,
            Format.JSON_SCHEMA,
            1024,
            Map.of(),
            Map.of(),
            new Price(2, 10));
    InstantSource clock = InstantSource.system();
    return closing.after(
        new ChatJudge(
            "default",
            settings,
            new ChatEndpoint(settings.url(), settings.revealedHeaders(), 64, _ -> {}, clock),
            clock));
  }
}
