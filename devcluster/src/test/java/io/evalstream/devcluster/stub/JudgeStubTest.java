package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import io.evalstream.devcluster.wire.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
        .isEqualTo("response_format.json_schema.name must be a text");
    assertThat(message(http.post(CHAT, noBlocks.toString())))
        .isEqualTo("messages must hold a block <data-NONCE name=\"...\">");
    assertThat(judge.stats().calls(Ending.INVALID)).isEqualTo(3);
  }

  @Test
  void rateLimited_hasRetryAfter() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"rate_limited\": 1, \"latency_millis\": 60000}"));

    Reply reply = http.post(CHAT, ChatBodies.asking("Paris"));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.header("x-ratelimit-remaining-requests")).isEqualTo("0");
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void serverError_isOneOrTheOther() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"server_error\": 1}"));

    assertThat(http.post(CHAT, ChatBodies.asking("Paris")).status()).isEqualTo(503);
    assertThat(http.post(CHAT, ChatBodies.asking("Paris")).status()).isEqualTo(500);
  }

  @Test
  void brokenJson_doesNotParse() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"broken_json\": 1}"));

    String content = message(http.post(CHAT, ChatBodies.asking("Paris")), "content");

    assertThatThrownBy(() -> JSON.readTree(content)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void wrongLabel_wasNotOffered() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"wrong_label\": 1}"));

    String content = message(http.post(CHAT, ChatBodies.asking("Paris")), "content");

    assertThat(JSON.readTree(content).path("label").asText()).isEqualTo("not_faithful_at_all");
  }

  @Test
  void truncated_endsForLength() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"truncated\": 1}"));

    Reply reply = http.post(CHAT, ChatBodies.asking("Paris"));

    assertThat(reply.json().path("choices").path(0).path("finish_reason").asText())
        .isEqualTo("length");
    assertThat(message(reply, "content")).isEqualTo("{\"explanation\":\"faithfulness r");
  }

  @Test
  void refused_hasNoContent() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"refused\": 1}"));

    Reply reply = http.post(CHAT, ChatBodies.asking("Paris"));

    assertThat(message(reply, "refusal")).startsWith("I'm sorry");
    assertThat(reply.json().path("choices").path(0).path("message").path("content").isNull())
        .isTrue();
  }

  @Test
  void reset_breaksTheConnection() {
    judge.setFaults(FaultsJson.parse("{\"reset\": 1}"));

    assertThatThrownBy(() -> http.post(CHAT, ChatBodies.asking("Paris")))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("Connection reset");
    assertThat(judge.stats().calls(Ending.RESET)).isEqualTo(1);
  }

  @Test
  void garbage_isNoHttp() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"garbage\": 1}"));
    String call = ChatBodies.asking("Paris");

    try (RawClient client = RawClient.to(judge.port())) {
      String bytes = client.send(ChatBodies.wire(call)).readAll();

      assertThat(bytes).hasSize(132).startsWith("\u0080\u0081").endsWith("\u00ff\r\n\r\n");
    }
    assertThatThrownBy(() -> http.post(CHAT, call)).isInstanceOf(IOException.class);
    assertThat(judge.stats().calls(Ending.GARBAGE)).isEqualTo(2);
  }

  @Test
  void hang_sendsHeadersAndThenNothing() throws Exception {
    judge.setFaults(FaultsJson.parse("{\"hang\": 1}"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(judge.baseUrl() + "/chat/completions"))
            .POST(BodyPublishers.ofString(ChatBodies.asking("Paris")))
            .build();

    HttpResponse<InputStream> response = http.client().send(request, BodyHandlers.ofInputStream());
    CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> read(response));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> firstByte.get(500, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(judge.stats().concurrent()).isEqualTo(1);
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
    judge.setFaults(Faults.slow(Duration.ofSeconds(3)));
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(() -> post("Paris").status());
    }

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> call : threads.invokeAll(calls)) {
        assertThat(call.get()).isEqualTo(200);
      }
    }

    assertThat(judge.stats().calls(Ending.ANSWERED)).isEqualTo(1000);
    assertThat(judge.stats().maxAtOnce()).isEqualTo(1000);
    assertThat(judge.stats().concurrent()).isZero();
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

  private Reply post(String response) {
    try {
      return http.send("POST", CHAT, ChatBodies.asking(response), Duration.ofSeconds(60));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static int read(HttpResponse<InputStream> response) {
    try {
      return response.body().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private static String message(Reply error) {
    return error.json().path("error").path("message").asText();
  }

  private static String message(Reply reply, String field) {
    return reply.json().path("choices").path(0).path("message").path(field).asText();
  }
}
