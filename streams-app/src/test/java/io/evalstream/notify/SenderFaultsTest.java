package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.Call;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every sender makes of a server in trouble.
class SenderFaultsTest {

  private static final Attempt ATTEMPT = new Attempt("n-1", 1, Duration.ofSeconds(10));
  private static final String TOKEN = "xoxb-t0ken-that-nobody-sees";
  private static final String PATH = "/services/T/B/p4th-that-nobody-sees";
  private static final String HEADER = "Bearer h3ader-that-nobody-sees";

  enum Kind {
    SLACK_WEBHOOK,
    SLACK_BOT,
    ALERTMANAGER,
    WEBHOOK;

    Channel channel(String url) {
      Secret secret = new Secret(url + PATH);
      return switch (this) {
        case SLACK_WEBHOOK -> new SlackWebhook(secret);
        case SLACK_BOT -> new SlackBot(new Secret(TOKEN), "#evals", URI.create(url));
        case ALERTMANAGER ->
            new AlertmanagerChannel(List.of(URI.create(url)), Duration.ofMinutes(1));
        case WEBHOOK -> new WebhookChannel(secret, Map.of("Authorization", new Secret(HEADER)));
      };
    }

    Call<Message, Delivery> sender(String url) {
      Channel channel = channel(url);
      Poster poster = Poster.of(Poster.client(), channel.secrets());
      return NotifyTopology.call(channel, Links.NONE, poster, InstantSource.system());
    }
  }

  @ParameterizedTest
  @EnumSource
  void rateLimit_isRetriedWhenTheServerSays(Kind kind) throws Exception {
    try (RawServer server = RawServer.answering(429, "Retry-After: 30\r\n", "later")) {
      assertThat(send(kind, server))
          .isEqualTo(new Retry<>("http_429", "answered 429: later", Duration.ofSeconds(30), true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rateLimitWithoutATime_isRetriedByOurOwnClock(Kind kind) throws Exception {
    try (RawServer server = RawServer.answering(429, "Retry-After: soon\r\n", "later")) {
      assertThat(send(kind, server))
          .isEqualTo(new Retry<>("http_429", "answered 429: later", null, true));
    }
  }

  @ParameterizedTest
  @EnumSource
  void failure_isRetriedAndItsTextIsCut(Kind kind) throws Exception {
    try (RawServer server = RawServer.answering(503, "", "x".repeat(200_000))) {
      Retry<Delivery> retry = retry(send(kind, server));

      assertThat(retry.reason()).isEqualTo("http_503");
      assertThat(retry.overloaded()).isFalse();
      assertThat(retry.detail()).hasSizeLessThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource
  void reset_isRetried(Kind kind) throws Exception {
    try (RawServer server = RawServer.resetting()) {
      assertThat(retry(send(kind, server)).reason()).isEqualTo("no_connection");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noHttp_isRetried(Kind kind) throws Exception {
    try (RawServer server = RawServer.raw("SSH-2.0-OpenSSH_9.9\r\n\r\n")) {
      assertThat(retry(send(kind, server)).reason()).isEqualTo("no_connection");
    }
  }

  @ParameterizedTest
  @EnumSource
  void noServer_isRetried(Kind kind) throws Exception {
    RawServer server = RawServer.raw("");
    server.close();

    assertThat(retry(send(kind, server)).reason()).isEqualTo("no_connection");
  }

  @ParameterizedTest
  @EnumSource
  void slowServer_isRetried(Kind kind) throws Exception {
    try (RawServer server = RawServer.slow()) {
      CallResult<Delivery> result =
          kind.sender(server.url())
              .call(Alerts.message(Alerts.FIRING), new Attempt("n-1", 1, Duration.ofMillis(50)));

      assertThat(retry(result).reason()).isEqualTo("timeout");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusal_isFinal(Kind kind) throws Exception {
    for (int status : List.of(302, 400, 403, 404, 410)) {
      try (RawServer server = RawServer.answering(status, "Location: /login\r\n", "no")) {
        assertThat(send(kind, server))
            .isEqualTo(new Answered<>(new Delivery.Failed("answered " + status + ": no")));
      }
    }
  }

  /// Such as the page of a proxy where one has to sign in.
  @ParameterizedTest
  @EnumSource(names = {"SLACK_WEBHOOK", "SLACK_BOT"})
  void successThatSlackDidNotWrite_isFinal(Kind kind) throws Exception {
    try (RawServer server = RawServer.answering(200, "", "<html>sign in</html>")) {
      assertThat(send(kind, server))
          .isEqualTo(new Answered<>(new Delivery.Failed("answered 200: <html>sign in</html>")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void secretsThatComeBack_areNotTold(Kind kind) throws Exception {
    String echo = "no route for " + PATH + " with " + TOKEN + " and " + HEADER;
    for (int status : List.of(400, 500)) {
      try (RawServer server = RawServer.answering(status, "", echo)) {
        String told = told(send(kind, server)) + kind.channel(server.url());

        kind.channel(server.url())
            .secrets()
            .forEach(secret -> assertThat(told).doesNotContain(secret.reveal()));
        assertThat(told).contains("no route for");
      }
    }
    RawServer gone = RawServer.raw("");
    gone.close();
    assertThat(told(send(kind, gone))).doesNotContain("nobody-sees");
  }

  /// Such as a router that tells the segment it does not know, or a gateway that tells the token.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no route for p4th-that-nobody-sees",
        "no such key: qu3ry-that-nobody-sees",
        "no such key: qu3ry/of-all",
        "no such key: qu3ry%2Fof-all",
        "bad query k=qu3ry-that-nobody-sees&x=qu3ry%2Fof-all",
        "token h3ader-that-nobody-sees is not valid",
      })
  void partsOfSecretsThatComeBack_areNotTold(String echo) throws Exception {
    String query = "?k=qu3ry-that-nobody-sees&x=qu3ry%2Fof-all";
    try (RawServer server = RawServer.answering(400, "", echo)) {
      for (Channel channel :
          List.of(
              new SlackWebhook(new Secret(server.url() + PATH + query)),
              new WebhookChannel(
                  new Secret(server.url() + PATH + query),
                  Map.of("Authorization", new Secret(HEADER))))) {
        Reply reply =
            Poster.of(Poster.client(), channel.secrets())
                .post(URI.create(server.url()), Map.of(), "{}", Duration.ofSeconds(10));

        if (channel instanceof WebhookChannel || !echo.contains("h3ader")) {
          assertThat(reply.toString()).contains("***").doesNotContain("nobody-sees", "of-all");
        }
      }
    }
  }

  /// The head comes at once, the rest never.
  @ParameterizedTest
  @EnumSource
  void answerThatDoesNotEnd_isRetried(Kind kind) throws Exception {
    try (RawServer server =
        RawServer.raw("HTTP/1.1 200 x\r\nContent-Length: 5\r\n\r\n", Duration.ofSeconds(5))) {
      CallResult<Delivery> result =
          kind.sender(server.url())
              .call(Alerts.message(Alerts.FIRING), new Attempt("n-1", 1, Duration.ofMillis(300)));

      assertThat(retry(result).reason()).isEqualTo("timeout");
    }
  }

  private static String told(CallResult<Delivery> result) {
    return result.toString();
  }

  private static CallResult<Delivery> send(Kind kind, RawServer server) throws Exception {
    return kind.sender(server.url()).call(Alerts.message(Alerts.FIRING), ATTEMPT);
  }

  private static Retry<Delivery> retry(CallResult<Delivery> result) throws IOException {
    assertThat(result).isInstanceOf(Retry.class);
    return (Retry<Delivery>) result;
  }
}
