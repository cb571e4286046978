package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.SlackStub;
import io.evalstream.event.Alert;
import io.evalstream.state.Notification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackSenderTest {

  private static final Attempt ATTEMPT = new Attempt("n-1", 1, Duration.ofSeconds(10));

  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String reply = "ok";
  private String retryAfter;
  private long delayMillis;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hook", this::handle);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void ok_isDelivered() throws Exception {
    CallResult<Delivery> result = send(Alerts.FIRING);

    assertThat(result).isEqualTo(new Answered<>(new Delivery("slack", true, "")));
    assertThat(new ObjectMapper().readTree(bodies.getFirst()))
        .isEqualTo(SlackMessage.of(Alerts.FIRING));
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload",
    "403, action_prohibited",
    "404, no_service",
    "410, channel_is_archived",
    "302, moved",
    "200, <html>sign in</html>"
  })
  void refusal_isFinal(int answered, String body) throws Exception {
    status = answered;
    reply = body;

    assertThat(send(Alerts.FIRING))
        .isEqualTo(
            new Answered<>(new Delivery("slack", false, "answered " + answered + ": " + body)));
  }

  @Test
  void rateLimit_isRetriedWhenSlackSays() throws Exception {
    status = 429;
    reply = "rate_limited";
    retryAfter = "30";

    assertThat(send(Alerts.FIRING))
        .isEqualTo(
            new Retry<>("http_429", "answered 429: rate_limited", Duration.ofSeconds(30), true));
  }

  @Test
  void rateLimitWithoutATime_isRetriedByOurOwnClock() throws Exception {
    status = 429;
    retryAfter = "soon";

    assertThat(send(Alerts.FIRING))
        .isEqualTo(new Retry<>("http_429", "answered 429: ok", null, true));
  }

  @Test
  void failure_isRetried() throws Exception {
    status = 503;
    reply = "x".repeat(5_000);

    assertThat(send(Alerts.FIRING))
        .isInstanceOfSatisfying(
            Retry.class,
            retry -> {
              assertThat(retry.reason()).isEqualTo("http_503");
              assertThat(retry.overloaded()).isFalse();
              assertThat(retry.detail()).hasSizeLessThan(300);
            });
  }

  @Test
  void noServer_isRetried() throws Exception {
    server.stop(0);

    assertThat(send(Alerts.FIRING))
        .isInstanceOfSatisfying(
            Retry.class,
            retry -> {
              assertThat(retry.reason()).isEqualTo("no_connection");
              assertThat(retry.detail()).as("the URL is a secret").doesNotContain("hook");
            });
  }

  @Test
  void slowServer_isRetried() throws Exception {
    delayMillis = 5_000;

    CallResult<Delivery> result = send(Alerts.FIRING, new Attempt("n-1", 1, Duration.ofMillis(50)));

    assertThat(result)
        .isInstanceOfSatisfying(
            Retry.class, retry -> assertThat(retry.reason()).isEqualTo("timeout"));
  }

  @Test
  void unknownChannel_isFinal() throws Exception {
    try (SlackSender sender = new SlackSender(new NotifyConfig(Map.of()))) {
      assertThat(sender.call(new Notification("pager", Alerts.FIRING), ATTEMPT))
          .isEqualTo(
              new Answered<>(
                  new Delivery("pager", false, "no channel of this name is configured")));
    }
  }

  @Test
  void worstAlert_isTakenBySlack() throws Exception {
    String text = "<!channel> & `<@U1>` ".repeat(2_000);
    Alert worst =
        Alert.newBuilder(Alerts.FIRING)
            .setRule(text)
            .setSummary(text)
            .setValue(text)
            .setDimension("model")
            .setExampleTraces(List.of(text, text))
            .build();
    try (SlackStub slack = SlackStub.start(0);
        SlackSender sender = sender(slack.webhookUrl())) {
      for (Alert alert : List.of(worst, Alerts.FIRING, Alerts.RESOLVED)) {
        assertThat(sender.call(new Notification("slack", alert), ATTEMPT))
            .isEqualTo(new Answered<>(new Delivery("slack", true, "")));
      }
      assertThat(slack.rejections()).isEmpty();
      assertThat(slack.messages()).hasSize(3);
    }
  }

  private CallResult<Delivery> send(Alert alert) throws Exception {
    return send(alert, ATTEMPT);
  }

  private CallResult<Delivery> send(Alert alert, Attempt attempt) throws Exception {
    try (SlackSender sender =
        sender("http://localhost:" + server.getAddress().getPort() + "/hook")) {
      return sender.call(new Notification("slack", alert), attempt);
    }
  }

  private static SlackSender sender(String url) {
    return new SlackSender(new NotifyConfig(Map.of("slack", new SlackChannel(new Secret(url)))));
  }

  private void handle(HttpExchange exchange) throws IOException {
    bodies.add(new String(exchange.getRequestBody().readAllBytes()));
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (retryAfter != null) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    byte[] bytes = reply.getBytes();
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
