package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.WebhookStub;
import io.evalstream.event.Alert;
import io.evalstream.topic.JsonAvro;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {

  private final WebhookStub hook = WebhookStub.start(0);
  private final WebhookSender sender =
      new WebhookSender(
          new WebhookChannel(
              new Secret(hook.url()), Map.of("Authorization", new Secret("Bearer s3cret"))),
          Alerts.LINKS,
          Poster.of(Poster.client(), List.of()));

  @AfterEach
  void stop() {
    hook.close();
  }

  @Test
  void alert_isPostedAsItIsOnTheTopicWithItsMessage() throws Exception {
    assertThat(sender.call(Alerts.message(Alerts.FIRING), attempt("a", 1)))
        .isEqualTo(new Answered<>(Delivery.TOLD));

    WebhookStub.Received received = hook.received().getFirst();
    assertThat(received.headers()).containsEntry("Authorization", "Bearer s3cret");
    assertThat(received.body().path("title").asText())
        .isEqualTo("[FIRING] faithfulness-high · docs-bot");
    assertThat(received.body().path("severity").asText()).isEqualTo("page");
    assertThat(received.body().path("links").path("runbook").asText())
        .isEqualTo("https://wiki.example/faithfulness-high");
    assertThat(JsonAvro.read(received.body().path("alert"), Alert.class).value())
        .isEqualTo(Alerts.FIRING);
  }

  @Test
  void repetition_carriesTheSameKeyAndAnotherMessageAnother() throws Exception {
    hook.failNext(1, 500);
    Message message = Alerts.message(Alerts.FIRING);

    assertThat(sender.call(message, attempt("a", 1))).isInstanceOf(Retry.class);
    sender.call(message, attempt("a", 2));
    sender.call(message, attempt("a", 3));
    sender.call(message, attempt("b", 1));

    List<String> keys =
        hook.received().stream().map(it -> it.headers().get("Idempotency-Key")).toList();
    assertThat(keys).hasSize(3);
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
  }

  private static Attempt attempt(String id, int number) {
    return new Attempt(id, number, Duration.ofSeconds(10));
  }
}
