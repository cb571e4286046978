package io.evalstream.judgeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.async.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitHeadersTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private static List<Quota> read(Map<String, String> headers) {
    return RateLimitHeaders.read(headers::get, NOW);
  }

  private static List<Quota> reset(String reset) {
    return read(
        Map.of(
            "x-ratelimit-limit-requests", "60",
            "x-ratelimit-remaining-requests", "59",
            "x-ratelimit-reset-requests", reset));
  }

  @Test
  void openAi_isRead() {
    assertThat(
            read(
                Map.of(
                    "x-ratelimit-limit-requests", "10000",
                    "x-ratelimit-remaining-requests", "9999",
                    "x-ratelimit-reset-requests", "6ms",
                    "x-ratelimit-limit-tokens", "2000000",
                    "x-ratelimit-remaining-tokens", "1998000",
                    "x-ratelimit-reset-tokens", "60ms")))
        .containsExactly(
            new Quota(Quota.Kind.REQUESTS, 10_000, 9_999, Duration.ofMillis(6)),
            new Quota(Quota.Kind.UNITS, 2_000_000, 1_998_000, Duration.ofMillis(60)));
  }

  @Test
  void anthropic_isRead() {
    assertThat(
            read(
                Map.of(
                    "anthropic-ratelimit-tokens-limit", "80000",
                    "anthropic-ratelimit-tokens-remaining", "60000",
                    "anthropic-ratelimit-tokens-reset", "2026-03-02T12:00:15Z")))
        .containsExactly(new Quota(Quota.Kind.UNITS, 80_000, 60_000, Duration.ofSeconds(15)));
  }

  @ParameterizedTest
  @CsvSource({
    "6m0s,360000",
    "1h2m3s,3723000",
    "1.5s,1500",
    "20ms,20",
    "7,7000",
    "0s,0",
    "2026-03-02T11:00:00Z,0",
    "-5,0",
    "24h,86400000"
  })
  void reset_isReadInEveryForm(String text, long millis) {
    assertThat(reset(text))
        .containsExactly(new Quota(Quota.Kind.REQUESTS, 60, 59, Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @CsvSource({
    "soon",
    "''",
    "1x",
    "s",
    "5m soon",
    "999999h",
    "1772452860",
    "1772452860000",
    "9223372036854775807",
    "99999999999999999999h",
    "2026-03-04T12:00:00Z"
  })
  void resetThatMakesNoSense_isLeftOut(String text) {
    assertThat(reset(text)).isEmpty();
  }

  @Test
  void incomplete_isLeftOut() {
    assertThat(
            read(
                Map.of("x-ratelimit-limit-requests", "60", "x-ratelimit-remaining-requests", "59")))
        .isEmpty();
    assertThat(read(Map.of())).isEmpty();
  }

  @Test
  void absurdNumbers_areLeftOut() {
    assertThat(
            read(
                Map.of(
                    "x-ratelimit-limit-requests", "-1",
                    "x-ratelimit-remaining-requests", "many",
                    "x-ratelimit-reset-requests", "1s")))
        .isEmpty();
  }
}
