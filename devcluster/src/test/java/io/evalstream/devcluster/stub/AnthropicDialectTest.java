package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AnthropicDialectTest {

  private final JudgeStub judge =
      JudgeStub.start(
          0,
          (evaluator, labels, blocks) ->
              new Verdict(labels.getFirst(), "'" + evaluator + "' read " + blocks.get("response")),
          Faults.NONE);
  private final Http http = Http.of(judge.url());

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  @Test
  void text_isAnsweredLikeTheProviderDoes() throws Exception {
    Reply reply = ask(MessageBodies.asking("Paris"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("request-id")).isEqualTo("req_1");
    assertThat(reply.json().path("type").asText()).isEqualTo("message");
    assertThat(reply.json().path("model").asText()).isEqualTo("stub-1");
    assertThat(reply.json().path("stop_reason").asText()).isEqualTo("end_turn");
    assertThat(reply.json().at("/content/0/type").asText()).isEqualTo("text");
    assertThat(reply.json().at("/content/0/text").asText())
        .isEqualTo("{\"explanation\":\"'' read Paris\",\"label\":\"faithful\"}");
    JsonNode usage = reply.json().path("usage");
    assertThat(usage.path("input_tokens").asInt())
        .isEqualTo(("You judge.".length() + MessageBodies.prompt("Paris").length()) / 4);
    assertThat(usage.path("output_tokens").asInt())
        .isEqualTo(reply.json().at("/content/0/text").asText().length() / 4);
  }

  @Test
  void schema_saysWhatTheReplyHolds() throws Exception {
    ObjectNode labelOnly = MessageBodies.asking("Paris");
    format(labelOnly, MessageBodies.schema("label"));
    ObjectNode explanationOnly = MessageBodies.asking("Paris");
    format(explanationOnly, MessageBodies.schema("explanation"));

    assertThat(ask(labelOnly).json().at("/content/0/text").asText())
        .isEqualTo("{\"label\":\"faithful\"}");
    assertThat(ask(explanationOnly).json().at("/content/0/text").asText())
        .isEqualTo("{\"explanation\":\"'' read Paris\"}");
  }

  @Test
  void tool_isCalled() throws Exception {
    Reply reply = ask(withTool());

    assertThat(reply.json().path("stop_reason").asText()).isEqualTo("tool_use");
    assertThat(reply.json().at("/content/0/type").asText()).isEqualTo("tool_use");
    assertThat(reply.json().at("/content/0/name").asText()).isEqualTo("faithfulness");
    assertThat(reply.json().at("/content/0/input/explanation").asText())
        .isEqualTo("'faithfulness' read Paris");
    assertThat(reply.json().at("/content/0/input/label").asText()).isEqualTo("faithful");
  }

  @ParameterizedTest
  @CsvSource({"refused, refusal", "truncated, max_tokens", "broken_json, end_turn"})
  void faultyReply_hasItsStopReason(String fault, String stopReason) throws Exception {
    judge.setFaults(FaultsJson.parse("{\"%s\": 1}".formatted(fault)));

    assertThat(ask(MessageBodies.asking("Paris")).json().path("stop_reason").asText())
        .isEqualTo(stopReason);
    assertThat(ask(withTool()).json().path("stop_reason").asText()).isEqualTo(stopReason);
  }

  @ParameterizedTest
  @CsvSource({
    "quota_exhausted, 400, invalid_request_error",
    "bad_credentials, 401, authentication_error",
    "model_not_found, 404, not_found_error"
  })
  void state_isAnErrorOfTheProvider(String state, int status, String type) throws Exception {
    judge.setFaults(FaultsJson.parse("{\"state\": \"%s\"}".formatted(state)));

    assertError(ask(MessageBodies.asking("Paris")), status, type);
  }

  @Test
  void serverError_isOneOrTheOther() throws Exception {
    judge.setFaults(Faults.NONE.with(Ending.SERVER_ERROR, 1));

    assertError(ask(MessageBodies.asking("Paris")), 529, "overloaded_error");
    assertError(ask(MessageBodies.asking("Paris")), 500, "api_error");
  }

  @Test
  void limits_areToldAndKept() throws Exception {
    judge.setFaults(Faults.NONE.withRateLimits(new RateLimits(1, 0)));
    Instant before = Instant.now();

    Reply first = ask(MessageBodies.asking("Paris"));
    Reply second = ask(MessageBodies.asking("Paris"));

    assertThat(first.header("anthropic-ratelimit-requests-limit")).isEqualTo("1");
    assertThat(first.header("anthropic-ratelimit-requests-remaining")).isEqualTo("0");
    assertThat(Instant.parse(first.header("anthropic-ratelimit-requests-reset")))
        .isBetween(before.plusSeconds(60), Instant.now().plusSeconds(61));
    assertThat(first.header("anthropic-ratelimit-tokens-limit")).isEqualTo("10000000");
    assertThat(first.header("x-ratelimit-limit-requests")).isEmpty();
    assertError(second, 429, "rate_limit_error");
    assertThat(Duration.ofSeconds(Long.parseLong(second.header("retry-after"))))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
  }

  @Test
  void promptBeyondTheContext_isRefused() throws Exception {
    judge.setFaults(Faults.NONE.withContextTokens(10));

    Reply reply = ask(MessageBodies.asking("Paris"));

    assertError(reply, 400, "invalid_request_error");
    assertThat(reply.json().at("/error/message").asText())
        .startsWith("prompt is too long: ")
        .endsWith(" tokens > 10 maximum");
  }

  @Test
  void formThatIsNotUnderstood_isRefused() throws Exception {
    judge.setFaults(Faults.NONE.withUnderstood(EnumSet.of(ReplyFormat.TEXT)));
    ObjectNode schema = MessageBodies.asking("Paris");
    format(schema, MessageBodies.schema("label"));

    assertThat(ask(schema).json().at("/error/message").asText())
        .isEqualTo("output_config: Extra inputs are not permitted");
    assertThat(ask(withTool()).json().at("/error/message").asText())
        .isEqualTo("tools: Extra inputs are not permitted");
    assertThat(ask(MessageBodies.asking("Paris")).status()).isEqualTo(200);
  }

  @Test
  void whatTheProviderRequires_isRequired() throws Exception {
    ObjectNode unlimited = MessageBodies.asking("Paris");
    unlimited.remove("max_tokens");

    Reply noVersion = http.post(MessageBodies.PATH, MessageBodies.asking("Paris").toString());

    assertError(noVersion, 400, "invalid_request_error");
    assertThat(noVersion.json().at("/error/message").asText())
        .isEqualTo("anthropic-version: header is required");
    assertThat(ask(unlimited).json().at("/error/message").asText())
        .isEqualTo("max_tokens: Field required");
  }

  private Reply ask(ObjectNode body) throws Exception {
    return MessageBodies.post(http, body);
  }

  private static ObjectNode withTool() {
    ObjectNode body = MessageBodies.asking("Paris");
    body.putArray("tools")
        .addObject()
        .put("name", "faithfulness")
        .set("input_schema", MessageBodies.schema("explanation", "label"));
    body.putObject("tool_choice").put("type", "tool").put("name", "faithfulness");
    return body;
  }

  private static void format(ObjectNode body, ObjectNode schema) {
    body.putObject("output_config")
        .putObject("format")
        .put("type", "json_schema")
        .set("schema", schema);
  }

  private static void assertError(Reply reply, int status, String type) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.json().path("type").asText()).isEqualTo("error");
    assertThat(reply.json().at("/error/type").asText()).isEqualTo(type);
    assertThat(reply.json().at("/error/message").asText()).isNotBlank();
  }
}
