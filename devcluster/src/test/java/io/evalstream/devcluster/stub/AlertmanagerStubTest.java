package io.evalstream.devcluster.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evalstream.devcluster.loopback.Http;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertmanagerStubTest {

  private static final String FIRING =
      """
      [{"labels": {"alertname": "a", "app": "docs-bot"}, "annotations": {"n": "12"},
        "startsAt": "2026-01-31T12:00:00Z", "endsAt": "2026-01-31T12:03:00Z",
        "generatorURL": "https://dashboard.example/d/1"}]
      """;

  private final AlertmanagerStub alertmanager = AlertmanagerStub.start(0);
  private final Http http = Http.of(alertmanager.url());

  @AfterEach
  void stop() {
    http.close();
    alertmanager.close();
  }

  @Test
  void alert_isKeptByItsLabels() throws Exception {
    assertThat(http.post("/api/v2/alerts", FIRING).status()).isEqualTo(200);
    assertThat(http.post("/api/v2/alerts", FIRING.replace("12:03", "12:04")).status())
        .isEqualTo(200);

    assertThat(alertmanager.received()).hasSize(2);
    assertThat(alertmanager.alerts())
        .singleElement()
        .satisfies(
            alert -> assertThat(alert.path("endsAt").asText()).isEqualTo("2026-01-31T12:04:00Z"));
    assertThat(alertmanager.firingAt(Instant.parse("2026-01-31T12:03:59Z"))).hasSize(1);
    assertThat(alertmanager.firingAt(Instant.parse("2026-01-31T12:04:00Z"))).isEmpty();
  }

  @Test
  void plannedFailures_pass() throws Exception {
    alertmanager.failNext(1, 503);

    assertThat(http.post("/api/v2/alerts", FIRING).status()).isEqualTo(503);
    assertThat(http.post("/api/v2/alerts", FIRING).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"alertname\": \"a\"; \"alertname\": 1; labels.alertname: must be a text",
        "\"alertname\": \"a\"; \"alertname\": \"\"; labels.alertname: must not be empty",
        "\"app\"; \"an app\"; labels.an app: must be a name of letters, digits and _",
        "\"n\": \"12\"; \"n\": 12; annotations.n: must be a text",
        "2026-01-31T12:03:00Z; 2026-01-31T11:03:00Z; endsAt: must not be before startsAt",
        "2026-01-31T12:03:00Z; soon; endsAt: must be a time of RFC 3339, was \"soon\"",
        "https://dashboard.example; dashboard; generatorURL: must be a URL, was dashboard/d/1",
        "\"generatorURL\"; \"url\"; url: unknown key"
      })
  void brokenRule_isNamed(String good, String bad, String complaint) {
    JsonNode posted = SlackStub.parse(FIRING.replace(good, bad));

    assertThat(AlertmanagerRules.complaints("application/json", posted)).contains(complaint);
  }

  @Test
  void otherBodies_areRefused() {
    assertThat(AlertmanagerRules.complaints("application/json", SlackStub.parse("[]")))
        .containsExactly("body: must be an array of alerts");
    assertThat(AlertmanagerRules.complaints("text/plain", SlackStub.parse(FIRING)))
        .isEqualTo(List.of("Content-Type: must be application/json, was text/plain"));
  }
}
