package io.evalstream.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.async.Attempt;
import io.evalstream.async.CallResult;
import io.evalstream.async.CallResult.Answered;
import io.evalstream.async.CallResult.Retry;
import io.evalstream.devcluster.stub.AlertmanagerStub;
import io.evalstream.event.Alert;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertmanagerSenderTest {

  private static final Attempt ATTEMPT = new Attempt("n-1", 1, Duration.ofSeconds(10));
  private static final Instant NOW = Instant.parse("2026-11-24T12:01:00Z");

  private final AlertmanagerStub one = AlertmanagerStub.start(0);
  private final AlertmanagerStub other = AlertmanagerStub.start(0);

  @AfterEach
  void stop() {
    one.close();
    other.close();
  }

  @Test
  void firingAlert_isToldToEveryReplica() throws Exception {
    CallResult<Delivery> result = send(Alerts.FIRING, NOW);

    assertThat(result).isEqualTo(new Answered<>(Delivery.TOLD));
    assertThat(one.alerts()).isEqualTo(other.alerts());
    JsonNode alert = one.alerts().getFirst();
    assertThat(alert.path("labels").toString())
        .isEqualTo(
            """
            {"alertname":"faithfulness-high","app":"docs-bot","evaluator":"faithfulness",\
            "dimension":"all","value":"*","severity":"page"}""");
    assertThat(alert.path("startsAt").asText()).isEqualTo("2026-11-24T12:00:30Z");
    assertThat(alert.path("endsAt").asText())
        .as("three intervals of a minute")
        .isEqualTo("2026-11-24T12:04:00Z");
    assertThat(alert.path("annotations").path("description").asText())
        .contains("12.5 % failing (18 of 144 judged, 95 % interval 8.0 to 19.0 %)");
    assertThat(alert.path("annotations").path("runbook_url").asText())
        .isEqualTo("https://wiki.example/faithfulness-high");
    assertThat(alert.path("generatorURL").asText()).startsWith("https://grafana.example/");
    assertThat(one.rejections()).isEmpty();
  }

  @Test
  void otherNumbers_areTheSameAlert() throws Exception {
    send(Alerts.FIRING, NOW);

    send(Alert.newBuilder(Alerts.FIRING).setRate(0.3).setJudged(7).setLow(0.1).build(), NOW);

    assertThat(one.alerts()).hasSize(1);
  }

  @Test
  void resolvedAlert_isTheSameAndHasEnded() throws Exception {
    send(Alerts.FIRING, NOW);
    Instant later = Instant.parse("2026-11-24T14:36:00Z");

    send(Alerts.RESOLVED, later);

    assertThat(one.alerts())
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.path("endsAt").asText()).isEqualTo("2026-11-24T14:35:00Z"));
    assertThat(one.firingAt(later)).isEmpty();
  }

  @Test
  void replicaThatIsDown_isNamedWhileAnotherTakesIt() throws Exception {
    other.failNext(1, 503);

    CallResult<Delivery> result = send(Alerts.FIRING, NOW);

    assertThat(result)
        .isEqualTo(
            new Answered<>(
                new Delivery.Told(
                    null,
                    URI.create(other.url()).getAuthority() + " answered 503: planned failure")));
    assertThat(one.alerts()).hasSize(1);
  }

  @Test
  void replicaThatHangs_doesNotKeepTheOthersFromTheirAlert() throws Exception {
    try (RawServer hanging = RawServer.slow()) {
      AlertmanagerChannel channel =
          new AlertmanagerChannel(
              List.of(URI.create(hanging.url()), URI.create(one.url())), Duration.ofMinutes(1));
      Attempt brief = new Attempt("n-1", 1, Duration.ofMillis(500));

      CallResult<Delivery> result = sender(channel, NOW).call(message(Alerts.FIRING), brief);

      String where = URI.create(hanging.url()).getAuthority();
      assertThat(result)
          .isEqualTo(
              new Answered<>(new Delivery.Told(null, where + " timeout: no answer within PT0.5S")));
      assertThat(one.alerts()).hasSize(1);
    }
  }

  /// Nobody passes it on.
  @Test
  void replicaThatMissedAnAlert_hearsOfItTheNextTime() throws Exception {
    other.failNext(1, 503);
    send(Alerts.FIRING, NOW);
    assertThat(other.alerts()).isEmpty();

    send(Alerts.FIRING, NOW);

    assertThat(other.alerts()).isEqualTo(one.alerts());
  }

  @Test
  void noReplica_isRetriedWhenOneMayTakeItLater() throws Exception {
    one.failNext(1, 400);
    other.failNext(1, 503);

    assertThat(send(Alerts.FIRING, NOW))
        .isEqualTo(new Retry<>("http_503", "answered 503: planned failure", null, false));
  }

  private CallResult<Delivery> send(Alert alert, Instant now) throws Exception {
    AlertmanagerChannel channel =
        new AlertmanagerChannel(
            Stream.of(one, other).map(it -> URI.create(it.url())).toList(), Duration.ofMinutes(1));
    return sender(channel, now).call(message(alert), ATTEMPT);
  }

  private static Message message(Alert alert) {
    return new Message(alert, Severity.PAGE, Alerts.FIRED, null);
  }

  private static AlertmanagerSender sender(AlertmanagerChannel channel, Instant now) {
    return new AlertmanagerSender(
        channel, Alerts.LINKS, Poster.of(Poster.client(), List.of()), InstantSource.fixed(now));
  }
}
