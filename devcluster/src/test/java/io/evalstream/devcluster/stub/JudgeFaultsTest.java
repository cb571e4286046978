package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import io.evalstream.devcluster.wire.RawClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Faults by chance, each with a share of 1.
class JudgeFaultsTest {

  private static final String CHAT = "/v1/chat/completions";
  private static final JsonMapper JSON = new JsonMapper();

  private JudgeStub judge;
  private Http http;

  @BeforeEach
  void start() {
    judge =
        JudgeStub.start(
            0,
            (evaluator, labels, blocks) ->
                new Verdict(labels.getFirst(), evaluator + " read " + blocks.get("response")),
            Faults.NONE);
    http = Http.of(judge.url());
  }

  @AfterEach
  void stop() {
    http.close();
    judge.close();
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

  private static int read(HttpResponse<InputStream> response) {
    try {
      return response.body().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private static String message(Reply reply, String field) {
    return reply.json().path("choices").path(0).path("message").path(field).asText();
  }
}
