package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.devcluster.loopback.Http;
import io.evalstream.devcluster.loopback.Http.Reply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackStubTest {

  private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
  private final SlackStub slack = SlackStub.start(0, heard::add);
  private final Http http = Http.of(slack.webhookUrl());

  @AfterEach
  void stop() {
    http.close();
    slack.close();
  }

  @Test
  void message_isKeptAndHeard() throws Exception {
    JsonNode message = SlackMessages.blocks(SlackMessages.header("faithfulness down"));

    Reply reply = http.post("", message.toString());

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("ok");
    assertThat(reply.header("Content-Type")).startsWith("text/plain");
    assertThat(slack.messages()).containsExactly(message);
    assertThat(heard).containsExactly(message);
    assertThat(slack.rejections()).isEmpty();
  }

  @Test
  void messageBeyondTheLimits_isRejectedAndExplained() throws Exception {
    Reply reply = http.post("", SlackMessages.fallback("a < b").toString());
    Reply noJson = http.post("", "payload=");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).isEqualTo("invalid_payload");
    assertThat(noJson.status()).isEqualTo(400);
    assertThat(slack.messages()).isEmpty();
    assertThat(heard).isEmpty();
    assertThat(slack.rejections())
        .containsExactly("text: must be escaped, was < b", "message: must be a JSON object");
  }

  @Test
  void failures_comeInTheirOrderAndPass() throws Exception {
    String message = SlackMessages.fallback("down").toString();
    slack.rateLimitNext(1);
    slack.breakNext(2);

    Reply limited = http.post("", message);

    assertThat(limited.status()).isEqualTo(429);
    assertThat(limited.header("Retry-After")).isEqualTo("1");
    assertThat(http.post("", message).status()).isEqualTo(500);
    assertThat(http.post("", message).status()).isEqualTo(500);
    assertThat(slack.messages()).isEmpty();
    assertThat(http.post("", message).status()).isEqualTo(200);
    assertThat(slack.messages()).hasSize(1);
  }

  @Test
  void otherPath_isNotAWebhook() throws Exception {
    assertThat(http.post("/other", "{}").status()).isEqualTo(404);
  }
}
