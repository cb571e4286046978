package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackWebApiTest {

  private final SlackStub slack = SlackStub.start(0);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    http.close();
    slack.close();
  }

  @Test
  void message_isPostedAnsweredAndChanged() throws Exception {
    JsonNode posted = call("chat.postMessage", message("#evals", "down"));
    String ts = posted.path("ts").asText();
    String channel = posted.path("channel").asText();
    JsonNode answered =
        call("chat.postMessage", message(channel, "still down").put("thread_ts", ts));
    JsonNode changed = call("chat.update", message(channel, "up").put("ts", ts));

    assertThat(posted.path("ok").asBoolean()).isTrue();
    assertThat(answered.path("ok").asBoolean()).isTrue();
    assertThat(changed.path("ts").asText()).isEqualTo(ts);
    assertThat(slack.posts())
        .satisfiesExactly(
            first -> {
              assertThat(first.message().path("text").asText()).isEqualTo("up");
              assertThat(first.changes()).isEqualTo(1);
            },
            reply -> assertThat(reply.threadTs()).isEqualTo(ts));
  }

  @Test
  void whatIsWrong_isAnsweredWithOkFalse() throws Exception {
    assertThat(error("chat.postMessage", message("#other", "down"))).isEqualTo("channel_not_found");
    assertThat(error("chat.update", message("#evals", "up").put("ts", "1")))
        .as("messages are changed by the id of the channel")
        .isEqualTo("channel_not_found");
    assertThat(error("chat.update", message("C0EVALS", "up").put("ts", "1")))
        .isEqualTo("message_not_found");
    assertThat(error("chat.postMessage", message("#evals", "x").put("thread_ts", "1")))
        .isEqualTo("thread_not_found");
    assertThat(error("chat.postMessage", message("#evals", "a < b"))).isEqualTo("invalid_blocks");
    assertThat(slack.rejections()).containsExactly("text: must be escaped, was < b");
  }

  @Test
  void otherToken_isRefused() throws Exception {
    HttpResponse<String> reply =
        send("chat.postMessage", message("#evals", "down"), "Bearer xoxb-other");

    assertThat(reply.body()).contains("invalid_auth");
    assertThat(slack.posts()).isEmpty();
  }

  @Test
  void plannedFailures_passInTheirOrder() throws Exception {
    slack.refuseNext(1, "ratelimited");
    slack.rateLimitNext(1);

    assertThat(error("chat.postMessage", message("#evals", "down"))).isEqualTo("ratelimited");
    assertThat(send("chat.postMessage", message("#evals", "down")).statusCode()).isEqualTo(429);
    assertThat(call("chat.postMessage", message("#evals", "down")).path("ok").asBoolean()).isTrue();
  }

  private static ObjectNode message(String channel, String text) {
    return SlackMessages.fallback(text).put("channel", channel);
  }

  private String error(String method, ObjectNode message) throws Exception {
    JsonNode reply = call(method, message);
    assertThat(reply.path("ok").asBoolean()).isFalse();
    return reply.path("error").asText();
  }

  private JsonNode call(String method, ObjectNode message) throws Exception {
    return SlackStub.parse(send(method, message).body());
  }

  private HttpResponse<String> send(String method, ObjectNode message) throws Exception {
    return send(method, message, "Bearer " + slack.botToken());
  }

  private HttpResponse<String> send(String method, ObjectNode message, String authorization)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(slack.apiUrl() + "/" + method))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Authorization", authorization)
            .POST(HttpRequest.BodyPublishers.ofString(message.toString()))
            .build(),
        BodyHandlers.ofString());
  }
}
