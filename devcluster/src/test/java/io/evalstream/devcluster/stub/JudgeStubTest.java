package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgeStubTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final JsonMapper JSON = new JsonMapper();

  private JudgeStub judge;
  private Http http;

  @BeforeEach
  void start() {
    judge =
        JudgeStub.start(
            0,
            (evaluator, labels, blocks) -> {
              if (blocks.getOrDefault("response", "").equals("unknown")) {
                throw new NoAnswerException("never seen that");
              }
              return new Verdict(labels.getFirst(), evaluator + " read " + blocks.get("response"));
            },
            Faults.NONE);
    http = Http.of(judge.url());
  }

  @AfterEach
  void stop() {
    http.close();
    judge.close();
  }

  @Test
  void call_isAnsweredLikeAProviderDoes() throws Exception {
    Reply reply = http.post(CHAT, ChatBodies.asking("Paris"));

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("x-request-id")).isEqualTo("req_1");
    assertThat(reply.header("x-ratelimit-remaining-requests")).isEqualTo("9999");
    assertThat(reply.json().path("object").asText()).isEqualTo("chat.completion");
    assertThat(reply.json().path("model").asText()).isEqualTo("stub-1");
    JsonNode choice = reply.json().path("choices").path(0);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
    assertThat(choice.path("message").path("content").asText())
        .isEqualTo("{\"explanation\":\"faithfulness read Paris\",\"label\":\"faithful\"}");
    assertThat(choice.path("message").path("refusal").isNull()).isTrue();
    JsonNode usage = reply.json().path("usage");
    assertThat(usage.path("completion_tokens").asInt()).isEqualTo(61 / 4);
    assertThat(usage.path("total_tokens").asInt())
        .isEqualTo(usage.path("prompt_tokens").asInt() + 61 / 4);
  }

  @Test
  void call_contentInParts_isReadToo() throws Exception {
    ObjectNode request = (ObjectNode) JSON.readTree(ChatBodies.asking("Paris"));
    ObjectNode user = (ObjectNode) request.path("messages").path(1);
    String text = user.path("content").asText();
    user.putArray("content").addObject().put("type", "text").put("text", text);

    assertThat(http.post(CHAT, request.toString()).status()).isEqualTo(200);
  }

  @Test
  void unknownTexts_are400WithTheReason() throws Exception {
    Reply reply = http.post(CHAT, ChatBodies.asking("unknown"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("error").path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo("unknown_text");
    assertThat(reply.json().path("error").path("message").asText()).isEqualTo("never seen that");
    assertThat(judge.stats().calls(Ending.UNKNOWN)).isEqualTo(1);
  }

  @Test
  void malformedRequest_is400NamingTheField() throws Exception {
    ObjectNode noLabels = (ObjectNode) JSON.readTree(ChatBodies.asking("Paris"));
    noLabels.remove("response_format");
    ObjectNode noBlocks = (ObjectNode) JSON.readTree(ChatBodies.asking("Paris"));
    ((ObjectNode) noBlocks.path("messages").path(1)).put("content", "Hello");

    assertThat(message(http.post(CHAT, "nonsense"))).startsWith("body must be JSON");
    assertThat(message(http.post(CHAT, noLabels.toString())))
        .isEqualTo("messages must list the labels below a line 'Labels:', for no schema does");
    assertThat(message(http.post(CHAT, noBlocks.toString())))
        .isEqualTo("messages must hold a block <data-NONCE name=\"...\">");
    assertThat(judge.stats().calls(Ending.INVALID)).isEqualTo(3);
  }

  @Test
  void close_endsCallsThatHang() throws Exception {
    judge.setFaults(Faults.slow(Duration.ofMinutes(5)));
    CompletableFuture<Reply> slow = CompletableFuture.supplyAsync(() -> post("Paris"));
    while (judge.stats().concurrent() == 0) {
      Thread.sleep(5);
    }

    judge.close();

    assertThatThrownBy(() -> slow.get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void thousandSlowCalls_runAtOnce() throws Exception {
    try (BusyJudge busy = new BusyJudge()) {
      busy.stub.setFaults(Faults.slow(BusyJudge.FOR_EVER));

      for (int i = 0; i < 1000; i++) {
        busy.call();
      }

      busy.until(1000, 0);
      assertThat(busy.stub.stats().maxAtOnce()).isEqualTo(1000);
    }
  }

  @Test
  void faultsAndStats_overHttp() throws Exception {
    Reply put = http.put("/faults", "{\"rate_limited\": 1, \"latency_millis\": 20}");
    http.post(CHAT, ChatBodies.asking("Paris"));

    assertThat(put.json().path("rate_limited").asDouble()).isEqualTo(1);
    assertThat(judge.faults().latency()).isEqualTo(Duration.ofMillis(20));
    assertThat(http.get("/faults").text()).isEqualTo(put.text());
    JsonNode stats = http.get("/stats").json();
    assertThat(stats.path("calls").path("rate_limited").asInt()).isEqualTo(1);
    assertThat(stats.path("total").asInt()).isEqualTo(1);
    assertThat(stats.path("max_at_once").asInt()).isEqualTo(1);
    assertThat(http.get("/health").text()).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void wrongFaults_areRefusedAndChangeNothing() throws Exception {
    Reply reply = http.put("/faults", "{\"hung\": 1}");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(message(reply)).startsWith("faults: a key must be one of").endsWith("was 'hung'");
    assertThat(judge.faults()).isEqualTo(Faults.NONE);
  }

  @Test
  void otherPath_isNotFound() throws Exception {
    assertThat(http.post("/v1/completions", "{}").status()).isEqualTo(404);
    assertThat(message(http.get("/v1/chat/completions")))
        .isEqualTo("Unknown request URL: GET /v1/chat/completions.");
  }

  @Test
  void answererThatFails_isAServerError() throws Exception {
    try (JudgeStub failing =
            JudgeStub.start(
                0,
                (evaluator, labels, blocks) -> {
                  throw new IllegalStateException("no idea");
                },
                Faults.NONE);
        Http client = Http.of(failing.url())) {
      Reply reply = client.post(CHAT, ChatBodies.asking("Paris"));

      assertThat(reply.status()).isEqualTo(500);
      assertThat(message(reply)).isEqualTo("no idea");
      assertThat(failing.stats().calls(Ending.SERVER_ERROR)).isEqualTo(1);
      assertThat(failing.stats().concurrent()).isZero();
    }
  }

  private Reply post(String response) {
    try {
      return http.send("POST", CHAT, ChatBodies.asking(response), Duration.ofSeconds(60));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String message(Reply error) {
    return error.json().path("error").path("message").asText();
  }
}
