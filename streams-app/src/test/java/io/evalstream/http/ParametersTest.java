package io.evalstream.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParametersTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-28T09:00:00Z"));

  private final HttpPort port =
      new HttpPort(
          new HttpConfig("127.0.0.1", 0, null),
          List.of(
              routes ->
                  routes.get("/", context -> context.result(read(Parameters.of(context, CLOCK))))),
          CLOCK);

  private static String read(Parameters parameters) {
    String app = parameters.oneOf("app", List.of("docs-bot", "shop-bot"));
    Boolean failing = parameters.bool("failing");
    Instant from = parameters.time("from");
    Instant to = parameters.time("to");
    parameters.expectOrder("from", from, "to", to);
    Duration wait = parameters.duration("wait", Duration.ZERO, Duration.ofSeconds(30));
    int limit = parameters.number("limit", 50, 1, 500);
    parameters.check();
    return "%s %s %s %s %s %d".formatted(app, failing, from, to, wait, limit);
  }

  @BeforeEach
  void start() {
    port.start();
  }

  @AfterEach
  void stop() {
    port.close();
  }

  private String body(String query) {
    return new Ask(port.port()).get("/?" + query).body();
  }

  private JsonNode errors(String query) throws Exception {
    Ask.Answer answer = new Ask(port.port()).get("/?" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    return new ObjectMapper().readTree(answer.body()).path("errors");
  }

  @Test
  void nothingGiven_isNothing() {
    assertThat(body("")).isEqualTo("null null null null null 50");
    assertThat(body("app=&from=&limit=")).isEqualTo("null null null null null 50");
  }

  @Test
  void each_isReadInItsForms() {
    assertThat(body("app=docs-bot&failing=true&from=-90m&to=now&wait=1500ms&limit=7"))
        .isEqualTo("docs-bot true 2026-11-28T07:30:00Z 2026-11-28T09:00:00Z PT1.5S 7");
    assertThat(body("from=2026-11-27&to=2026-11-28T09:00:00+02:00"))
        .isEqualTo("null null 2026-11-27T00:00:00Z 2026-11-28T07:00:00Z null 50");
    assertThat(body("to=2026-11-28T09:00:00%2B02:00")).contains("2026-11-28T07:00:00Z");
  }

  @Test
  void allFaults_areToldWithTheNearestName() throws Exception {
    JsonNode errors = errors("app=docs-bott&failing=yes&from=tomorrow&limit=0&wait=1h&limits=1");

    assertThat(errors).hasSize(6);
    assertThat(errors.findValuesAsText("name"))
        .containsExactly("app", "failing", "from", "wait", "limit", "limits");
    assertThat(errors.findValuesAsText("detail"))
        .contains(
            "app must be one of docs-bot, shop-bot, was 'docs-bott'. Did you mean 'docs-bot'?",
            "limit must be a whole number in [1, 500], was '0'",
            "wait must be a duration such as 90s or 1h, from 0s to 30s, was '1h'",
            "'limits' is no parameter: the parameters are app, failing, from, limit, to, wait."
                + " Did you mean 'limit'?");
  }

  @Test
  void whatBreaksARule_isRefused() throws Exception {
    for (String query :
        List.of(
            "limit=99999999999",
            "limit=-1",
            "limit=1e2",
            "app=docs-bot&app=docs-bot",
            "app=%00",
            "from=-999999999999d",
            "from=%2B1000000000-12-31T23:59:59Z",
            "from=1900-01-01",
            "to=-1h&from=now",
            "from=--1h",
            "%00=1",
            "app=" + "x".repeat(2_000))) {
      assertThat(errors(query)).as(query).hasSize(1);
    }
  }

  @Test
  void brokenEncoding_isRefused() {
    for (String query : List.of("app=%", "app=%zz", "%zz=1")) {
      assertThat(new Ask(port.port()).get("/?" + query).status()).as(query).isEqualTo(400);
    }
  }
}
