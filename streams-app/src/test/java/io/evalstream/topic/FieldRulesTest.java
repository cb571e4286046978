package io.evalstream.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FieldRulesTest {

  private static final Instant NOW = Instant.parse("2026-03-09T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void oldestAndNewestTime_areAllowed() {
    assertThat(FieldRules.notTooOld(NOW.minus(DAY), NOW, DAY, "ingest.max_age")).isEmpty();
    assertThat(FieldRules.notInFuture(NOW.plus(DAY), NOW, DAY)).isEmpty();
  }

  @Test
  void timeThatIsWrong_tellsTheLimitAndItsKey() {
    assertThat(FieldRules.notTooOld(NOW.minus(DAY).minusMillis(1), NOW, DAY, "ingest.max_age"))
        .hasValue(
            new Rejection(
                "too_old",
                "occurred_at must be at most 1d ago (ingest.max_age), was"
                    + " 2026-03-08T09:59:59.999Z"));
    assertThat(FieldRules.notInFuture(NOW.plus(DAY).plusMillis(1), NOW, DAY))
        .hasValue(
            new Rejection(
                "in_future",
                "occurred_at must be at most 1d ahead (ingest.max_future), was"
                    + " 2026-03-10T10:00:00.001Z"));
  }

  @Test
  void names_areShortAndWithoutControlCharacters() {
    assertThat(FieldRules.name("model", null)).isEmpty();
    assertThat(FieldRules.name("model", " ")).isEmpty();
    assertThat(FieldRules.name("model", "x".repeat(256))).isEmpty();
    assertThat(FieldRules.name("model", "x".repeat(257)))
        .hasValue(
            new Rejection(
                "invalid_field",
                "model must have at most 256 characters and no control characters, was one of"
                    + " 257"));
    assertThat(FieldRules.name("model", "a\nb")).map(Rejection::reason).hasValue("invalid_field");
    assertThat(FieldRules.id("span_id", " ")).map(Rejection::reason).hasValue("empty_field");
  }
}
